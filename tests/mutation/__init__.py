"""Programs that are wrong in one place, and whether a test notices: `make mutants`."""
