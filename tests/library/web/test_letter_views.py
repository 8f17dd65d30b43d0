"""Letters about one's data: by place and platform, in every language, without a name, as page and document."""

import re

import pytest

from evaluator.content.models.library import Library
from tests.web.client import CheckingClient


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("letter", ["access", "objection", "erasure"])
def test_a_letter_names_the_law_of_the_place(client: CheckingClient, lang: str, letter: str) -> None:
    article = {"access": "15", "objection": "21", "erasure": "17"}[letter]
    told = client.get(f"/{lang}/letters/{letter}?platform=insta&my-region=eu").text
    assert f"article {article} " in told
    assert "2016/679" in told
    elsewhere = client.get(f"/{lang}/letters/{letter}?platform=insta&my-region=other").text
    assert "2016/679" not in elsewhere
    assert f"article {article}" not in elsewhere


def test_it_is_addressed_to_who_stands_behind_the_platform(client: CheckingClient, library: Library) -> None:
    profile = library.profile("instagram")
    assert profile
    told = client.get("/en/letters/access?platform=Instagram").text
    assert f"{profile.owner.name}, Instagram" in told
    assert "https://privacycenter.instagram.com/" in told
    assert "privacy@netflix.com" in client.get("/en/letters/access?platform=Netflix").text


def test_any_name_will_do_and_nothing_of_the_writer_is_asked(client: CheckingClient) -> None:
    told = client.get("/en/letters/erasure?platform=École+Directe").text
    assert "École Directe" in told
    assert not re.search(r"<(input|textarea|select)\b", told)


@pytest.mark.parametrize("ending", ["txt", "docx", "pdf"])
def test_the_document_says_the_same(client: CheckingClient, ending: str) -> None:
    made = client.get(f"/fr/letters/access.{ending}?platform=TikTok&my-region=uk")
    assert made.status_code == 200
    assert f'{ending}"' in made.headers["Content-Disposition"]
    if ending == "txt":
        assert "TikTok" in made.text
        assert "Royaume-Uni" in made.text


@pytest.mark.parametrize(
    "query", ["platform=" + "x" * 81, "my-region=moon", "platform=a&platform=b", "my-region=eu&my-region=us"]
)
def test_what_cannot_be_used_is_told(client: CheckingClient, query: str) -> None:
    for path in ("access", "access.txt"):
        assert client.get(f"/en/letters/{path}?{query}").status_code == 400


def test_there_is_no_other_letter(client: CheckingClient) -> None:
    assert client.get("/en/letters/love").status_code == 404
    assert client.get("/en/letters/access.exe").status_code == 404
