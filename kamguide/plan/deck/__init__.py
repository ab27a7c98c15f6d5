"""The review deck: what a review meeting talks about, in its order, from the plan's answers."""
