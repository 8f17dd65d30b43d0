"""Answers of the FAQ, actions and help lines: search, filter, upkeep."""
