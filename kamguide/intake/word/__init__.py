"""Word files that come back: what stands in them, what is said beside it, and what was changed.

Only text, bookmarks, tracked changes and comments are read: no macro runs, no link is followed.
"""
