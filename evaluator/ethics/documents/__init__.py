"""Documents of a code of ethics."""
