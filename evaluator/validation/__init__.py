"""Rules for what visitors and files may say."""
