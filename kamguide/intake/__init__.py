"""Tables from elsewhere: read within limits, matched to a question by their heads, made into edits.

`opening` makes sheets of bytes, `headings` finds the head and says what each column becomes,
`rows` makes edits. Nothing here keeps anything.
"""
