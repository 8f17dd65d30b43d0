"""Pages of the code of ethics."""
