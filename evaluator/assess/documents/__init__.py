"""Documents of a report: PDF, Word, Markdown, text, JSON, and the worksheet."""
