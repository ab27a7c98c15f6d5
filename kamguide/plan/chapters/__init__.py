"""One module a section of the plan: each a function from paper to blocks."""
