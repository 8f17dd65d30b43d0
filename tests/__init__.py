"""The tests, by level: the pure domain, the content, pages through a checking client, journeys in a browser."""
