"""The kit that all pages share."""
