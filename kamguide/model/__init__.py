"""Typed data and nothing else: what is asked, how a reply is read, what an answer is."""
