"""Documents of a class: its report and the lesson kit."""
