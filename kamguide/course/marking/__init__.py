"""Marking: what is judged line by line, how far markers agree, what groups are told at last."""
