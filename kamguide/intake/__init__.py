"""Tables from files of elsewhere: read within limits, matched to a question, made into edits."""
