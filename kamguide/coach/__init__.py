"""What a good trainer would notice: rules over single answers, checks over the whole plan.

Findings carry the id of a rule or check and the values that fill its words, never a sentence.
"""
