"""Courses: packs of exercises, classes of groups, what groups hand in, marks."""
