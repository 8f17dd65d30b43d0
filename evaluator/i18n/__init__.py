"""Languages: catalogues, numbers, dates, extraction of strings."""
