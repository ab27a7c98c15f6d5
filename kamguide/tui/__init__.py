"""The screen: it composes and forwards, and computes nothing."""
