"""Consistency checks over the whole plan, by subject; each yields what does not hold."""
