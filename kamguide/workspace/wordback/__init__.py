"""A plan that went out as a Word file and comes back: what was changed there is proposed here."""
