"""Pages on which a platform is judged."""

from flask import Flask

from evaluator.assess import report_text, result_text
from evaluator.assess.next_steps import losses
from evaluator.assess.web import (
    card_views,
    compare_views,
    offline_views,
    picture_views,
    question_views,
    shelf_views,
    views,
)
from evaluator.assess.web.charts import bands, loss_bar, ruler, whisker


def init(app: Flask) -> None:
    """Register the pages, and what their templates use."""
    app.url_map.converters["question"] = question_views.QuestionConverter
    known = (question_views, card_views, compare_views, offline_views, picture_views, shelf_views)
    for blueprint in {module.bp for module in known}:
        app.register_blueprint(blueprint)
    app.register_blueprint(views.worksheet)
    app.jinja_env.globals.update(
        report_text=report_text,
        result_text=result_text,
        bands=bands,
        whisker=whisker,
        ruler=ruler,
        loss_bar=loss_bar,
        losses=losses,
    )
