"""Content as the program knows it."""
