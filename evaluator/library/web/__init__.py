"""Pages of the FAQ, the actions and the help lines."""
