"""What to ask, and what follows from the answers: pure functions of flow and answers."""
