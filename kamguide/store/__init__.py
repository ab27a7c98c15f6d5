"""Keeping plans: an append-only log of events is the truth, all else follows from it."""
