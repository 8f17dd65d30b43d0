"""A library, a school and a company, each dressed up by its site.yaml alone, in both languages."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from evaluator.app import create_app
from evaluator.cli import main
from evaluator.pages.own_views import html_of
from evaluator.settings import SiteSettings, settings
from tests.content.test_site_file import EXAMPLES, HOUSES
from tests.documents.pdf import pdf_text
from tests.web.client import CheckingClient
from tests.web.page_rules import Page, words

TOLD = {
    "library": ("Médiathèque des Terreaux", "applis@mediatheque.example",
                {"en": "The App Clinic", "fr": "La Clinique des applis"}),
    "school": ("École secondaire Rivière-Claire", "numerique@riviere-claire.example",
               {"en": "Four Questions at Riverside", "fr": "Quatre questions à Rivière-Claire"}),
    "company": ("Atelier Lin SRL", "bonjour@atelier-lin.example", {"en": "Honest Feed", "fr": "Fil honnête"}),
}  # fmt: skip


def site_of(house: str) -> Flask:
    return create_app(replace(settings(), site=SiteSettings(EXAMPLES / house / "site.yaml")))


@pytest.fixture(scope="module", params=HOUSES)
def house(request: pytest.FixtureRequest) -> tuple[str, CheckingClient]:
    app = site_of(request.param)
    return request.param, CheckingClient(app, app.response_class)


def mails(page: Page) -> set[str]:
    return {node.get("href", "") for node in page.named("a") if node.get("href", "").startswith("mailto:")}


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_page_bears_the_name_and_says_who_runs_it(house: tuple[str, CheckingClient], lang: str) -> None:
    kind, client = house
    operator, mail, names = TOLD[kind]
    for path in (
        "",
        "faq/",
        "actions/",
        "platforms/instagram",
        "class/",
        "ethics/",
        "about",
        "privacy",
        "accessibility",
    ):
        page = client.page(f"/{lang}/{path}")
        assert page.title.endswith(names[lang]), path
        foot = words(page.named("footer")[0])
        assert operator in foot, path
        assert f"mailto:{mail}" in mails(page), path


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_barriers_and_mistakes_go_to_the_operator(house: tuple[str, CheckingClient], lang: str) -> None:
    kind, client = house
    for path, part in (("accessibility", "barrier"), ("platforms/instagram", "wrong")):
        page = client.page(f"/{lang}/{path}")
        section = next(node for node in page.named("section") if node.get("aria-labelledby") == part)
        assert TOLD[kind][1] in words(section)


def test_the_school_names_its_controller_and_the_company_its_register_and_host() -> None:
    client = CheckingClient(app := site_of("school"), app.response_class)
    assert "acces@css-exemple.example" in client.get("/fr/privacy").text
    client = CheckingClient(app := site_of("company"), app.response_class)
    about = words(client.page("/fr/about").named("main")[0])
    assert "BCE 0000.000.097" in about
    assert "Exemple Cloud SA" in about
    assert "Lina Peeters" in about


def test_own_pages_stand_in_both_languages_and_at_the_foot(house: tuple[str, CheckingClient]) -> None:
    kind, client = house
    own = client.application.extensions["site"].libraries["fr"].site
    for page in own.pages:
        for lang in ("en", "fr"):
            shown = client.page(f"/{lang}/site/{page.id}")
            assert f"/{lang}/site/{page.id}" in {node.get("href") for node in shown.named("a")}
            assert len(words(shown.named("article")[0])) > 40, kind
    client.page("/en/site/nothing", 404)


def test_documents_bear_the_operator_at_their_feet(house: tuple[str, CheckingClient]) -> None:
    kind, client = house
    operator, mail, names = TOLD[kind]
    for path in ("worksheet.pdf", "report.pdf?platform=Mill&set=quick&data-use=ads-forced", "class/kit/guide.pdf"):
        text = " ".join(pdf_text(client.get(f"/fr/{path}").data, "nobody").split())
        assert names["fr"] in text, path
        assert f"{operator}, {mail}" in text, path


def test_logo_and_colour_come_from_here_and_only_where_there_are_some(house: tuple[str, CheckingClient]) -> None:
    _, client = house
    page = client.page("/en/")
    pictures = [node.get("src", "") for node in page.named("img")]
    assert pictures == ["/site/logo.svg"]
    assert client.get("/site/logo.svg").mimetype == "image/svg+xml"
    assert "--accent: #" in client.get("/site/accent.css").text
    plain = CheckingClient(app := create_app(settings({})), app.response_class)
    for name in ("logo.svg", "logo-dark.svg", "accent.css"):
        plain.page(f"/site/{name}", 404)
    assert not plain.page("/en/").named("img")


def test_markdown_lets_nothing_through_but_text_links_and_tables() -> None:
    made = html_of(
        "# A\n\n## B\n\n<script>x</script> [a](javascript:x) [b](https://b.example) ![c](https://c.example/c.png)\n\n"
        "|a|b|\n|-|-|\n|1|2|\n"
    )
    page = Page(made)
    assert [node.tag for node in page.named("h1", "h2", "h3")] == ["h2", "h3"]
    assert [node.get("href") for node in page.named("a")][:1] == ["https://b.example"]
    assert not page.named("script", "img", "iframe")
    assert page.named("table")
    assert {node.get("href", "").split(":")[0] for node in page.named("a")} <= {"https"}


def test_a_site_that_others_can_reach_is_asked_who_runs_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("evaluator.server.serve", lambda host, ports, chosen: None)
    assert main(["serve"]) == 0
    assert capsys.readouterr().err == ""
    assert main(["serve", "--host", "questions.example"]) == 0
    assert "does not say who runs it" in capsys.readouterr().err
    monkeypatch.setenv("EVALUATOR_BASE_URL", "https://questions.example")
    assert main(["check"]) == 0
    assert "does not say who runs it" in capsys.readouterr().err
    create_app(settings())
    assert "does not say who runs it" in caplog.text
    monkeypatch.setenv("EVALUATOR_SITE", str(EXAMPLES / "library" / "site.yaml"))
    assert main(["check"]) == 0
    assert capsys.readouterr().err == ""


def test_a_folder_carries_its_own_site(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from tests.content.broken import copy

    folder = copy(tmp_path / "park")
    (folder / "site.yaml").write_text('name: {en: "Park bench"}\nlogo: site/a.svg\n', encoding="utf-8")
    assert main(["check", str(folder)]) == 1
    assert "site.yaml:2:7: logo: no file site/a.svg beside this one" in capsys.readouterr().out
    (folder / "site.yaml").write_text('name: {en: "Park bench"}\n', encoding="utf-8")
    assert (
        create_app(replace(settings(), questions=folder, languages=()))
        .test_client()
        .get("/en/")
        .text.count("Park bench")
        >= 2
    )
