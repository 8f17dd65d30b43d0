"""Pages of a class: teacher, pupils, projector."""

from flask import Flask

from evaluator.classroom.web import (
    errors,
    paper_views,
    projector_views,
    pupil_views,
    purge_job,
    report_views,
    teacher_views,
)


def init(app: Flask) -> None:
    """Register the pages and the refusals of a class."""
    errors.init(app)
    purge_job.init(app)
    for views in (teacher_views, pupil_views, projector_views, paper_views, report_views):
        app.register_blueprint(views.bp)
    app.register_blueprint(paper_views.kit_bp)
    app.register_blueprint(pupil_views.door)
