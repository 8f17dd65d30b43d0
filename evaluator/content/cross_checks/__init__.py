"""Checks across content files."""
