"""All doors of a class: its pages and its refusals. A module with pages is added here."""

from flask import Flask

from evaluator.classroom.web import errors as class_errors
from evaluator.classroom.web import paper_views, projector_views, pupil_views, report_views, teacher_views

DOORS = (teacher_views.bp, pupil_views.bp, pupil_views.door, projector_views.bp, paper_views.bp, report_views.bp)


def init(app: Flask) -> None:
    """Open them."""
    class_errors.init(app)
    for door in DOORS:
        app.register_blueprint(door)
