"""Content as its files are written."""
