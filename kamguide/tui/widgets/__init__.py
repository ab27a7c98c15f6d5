"""Widgets know their data and post messages; words from people are never markup."""
