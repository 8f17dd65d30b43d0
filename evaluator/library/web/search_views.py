"""The one search: what fits best of answers, platforms, deeds, actions, helplines and questions."""

from collections.abc import Iterator

from flask import Blueprint, Response, current_app, make_response, render_template, request

from evaluator.library.site_search import SiteIndex, search
from evaluator.library.web.forms import SearchForm
from evaluator.web.context import help_for_visitor, language, site, visitor_country
from evaluator.web.headers import BY_THE_BROWSER, cache_control

bp = Blueprint("search", __name__, url_prefix="/<lang>")


@bp.get("/search")
@cache_control(BY_THE_BROWSER)
def everything() -> Response:
    """Show what fits a search, best first."""
    form = SearchForm(request.args)
    good = form.validate()
    query = form.q.data if good else ""
    own = site_index()
    html = render_template(
        "library/search.html",
        form=form,
        problems=[(error, "#q") for error in form.q.errors],
        query=query,
        found=search(own, _other_indexes(), query, visitor_country()) if query else (),
        help_countries=help_for_visitor() if query and own.sounds_like_distress(query) else (),
        kinds=_kinds(),
    )
    response = make_response(html, 200 if good else 400)
    response.vary.add("Accept-Language")
    return response


def site_index(code: str = "") -> SiteIndex:
    """Return the search in a language, that of the request unless another is asked for, made on first use."""
    indexes: dict[str, SiteIndex] = current_app.extensions.setdefault("site_indexes", {})
    spoken = site().languages[code] if code else language()
    made = indexes.get(spoken.code)
    return made or indexes.setdefault(spoken.code, SiteIndex(site().libraries[spoken.code], spoken))


def _other_indexes() -> Iterator[SiteIndex]:
    """Return the search in each other language, made when it is looked at."""
    return (site_index(code) for code in site().languages if code != language().code)


def _kinds() -> dict[str, str]:
    """Return what each kind of find is called."""
    gettext = language().gettext
    return {
        "answer": gettext("Answer"),
        "platform": gettext("What is documented"),
        "deed": gettext("On the platform itself"),
        "action": gettext("Action"),
        "helpline": gettext("Helpline"),
        "question": gettext("Question of the form"),
    }
