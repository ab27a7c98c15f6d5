"""Flows as people write them: read, located, checked, put together, drawn.

Files are data and nothing else; whatever is wrong with one has a file, a line and a way to mend it.
"""
