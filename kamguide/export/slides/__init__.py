"""Slides: how much fits on one, what stands where, and how it is drawn."""
