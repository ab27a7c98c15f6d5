"""The T+3 plan as blocks: prose, tables and charts, in no format."""
