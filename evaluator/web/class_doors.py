"""All doors of a class: its pages and its refusals. A module with pages is added here."""

from flask import Flask

from evaluator.web import class_errors, class_files, class_paper, class_pupil, class_screen, class_teacher

DOORS = (class_teacher.bp, class_pupil.bp, class_pupil.door, class_screen.bp, class_paper.bp, class_files.bp)


def init(app: Flask) -> None:
    """Open them."""
    class_errors.init(app)
    for door in DOORS:
        app.register_blueprint(door)
