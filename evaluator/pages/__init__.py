"""Pages of the site itself: home, method, statements."""
