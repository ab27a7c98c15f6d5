"""Charts in characters, and in sentences: from the same data as those of every other format."""
