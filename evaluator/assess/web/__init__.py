"""Pages on which a platform is judged."""
