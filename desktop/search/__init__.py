"""Searching: the query field, its results, and opening a hit at its page."""
