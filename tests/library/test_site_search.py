"""The one search: what people type about apps, deeds, help and questions, slips included, in both languages."""

from pathlib import Path

import pytest

from evaluator.content.models.library import Library
from evaluator.i18n.language import languages
from evaluator.library.search import sound, words
from evaluator.library.site_search import SiteIndex, search
from tests.library.test_search import ROWS as ANSWERS
from tests.web.client import CheckingClient

FIRST = 3  # results among which the right one must be
LEAST = 95  # percent of the queries
# What somebody types = what they mean: an app, an app and a deed, an action, a helpline, a question of the form.
QUERIES = """
en: delete tiktok acount = tiktok.delete-account
en: how to delete my instagram = instagram.delete-account
en: delete snapchat = snapchat.delete-account
en: close facebook account = facebook.delete-account
en: download my facebook data = facebook.copy-data
en: instagram private acount = instagram.private-account
en: block someone on instagram = instagram.block
en: block somebody on whatsapp = whatsapp.block
en: report someone on tiktok = tiktok.report
en: whatsapp blue ticks = whatsapp.hide-activity|whatsapp.privacy-settings
en: stop meta ai training instagram = say-no-to-ai-training
en: linkedin ai training opt out = linkedin.stop-training
en: chatgpt memory off = chatgpt.stop-memory
en: snap map hide location = snapchat.hide-location
en: tiktok = tiktok
en: instagrm = instagram
en: you tube = youtube
en: twitter = x
en: chat gpt = chatgpt
en: youtube watch history delete = youtube.delete-history
en: discord who can message me = discord.who-may-find|choose-who-may-contact-you
en: roblox parental controls = roblox.parental
en: snapchat parents = snapchat.parental
en: notifications off iphone = alerts-off-iphone
en: screen time limit android = time-limits-android
en: block ads in browser = block-web-ads
en: adblock websites = block-web-ads
en: which trackers are in an app = trackers-in-an-app
en: revoke app permisions = app-permissions
en: naked picture of me under 18 = take-down-a-picture-under-18
en: someone shared my nudes = take-down-a-picture-adult|take-down-a-picture-under-18
en: fake account how to spot = spot-a-fake-account
en: is this news story true = check-in-four-moves|ask-a-fact-checker
en: stop autoplay = autoplay-off
en: screenshot proof before blocking = keep-evidence
en: complain to the ico = complain-ico
en: family screen plan = family-media-plan
en: cancel subscription apple = cancel-subscription-apple
en: in app purchases kid iphone = purchase-lock-apple
en: write to my mp uk = write-to-them-uk
en: childline = help-gb-childline|help-ie-childline|help-za-childline
en: samaritans = help-gb-ie-samaritans
en: what are hooks streaks = data-hooks
en: can strangers contact me = connect-contact|choose-who-may-contact-you
en: who sees my messages = data-messages
fr: suprimer compte tiktok = tiktok.delete-account
fr: comment quitter facebook = facebook.delete-account
fr: fermer mon compte snapchat = snapchat.delete-account
fr: desactiver instagram = instagram.delete-account
fr: télécharger mes données instagram = instagram.copy-data
fr: compte privé tiktok = tiktok.private-account
fr: bloquer quelqu'un sur snap = snapchat.block
fr: bloquer whatsapp = whatsapp.block
fr: signaler un compte insta = report-where-it-happened
fr: coches bleues whatsapp = whatsapp.hide-activity|whatsapp.privacy-settings
fr: IA meta refuser entrainement = say-no-to-ai-training|ai-and-my-words
fr: linkedin intelligence artificielle s'opposer = linkedin.stop-training
fr: mémoire chatgpt = chatgpt.stop-memory
fr: localisation snapchat = snapchat.hide-location
fr: whatsap = whatsapp
fr: pinterrest = pinterest
fr: netflix = netflix
fr: effacer historique youtube = youtube.delete-history
fr: discord messages d'inconnus = discord.who-may-find|choose-who-may-contact-you
fr: contrôle parental roblox = roblox.parental
fr: surveillance parentale instagram = instagram.parental
fr: couper les notifications iphone = alerts-off-iphone
fr: notifications android = alerts-off-android
fr: limiter le temps d'ecran android = time-limits-android
fr: bloqueur de pub = block-web-ads
fr: pisteurs dans une appli = trackers-in-an-app
fr: autorisations des applis = app-permissions
fr: photo nue de moi mineur = take-down-a-picture-under-18
fr: faux compte reconnaitre = spot-a-fake-account
fr: garder des preuves = keep-evidence
fr: plainte cnil = complain-cnil
fr: pharos signaler = report-to-pharos
fr: arnaque en ligne 17 = get-help-from-17cyber
fr: 3018 = help-fr-3018
fr: 3114 suicide = help-fr-3114
fr: fil santé jeunes = help-fr-fil-sante-jeunes
fr: résilier abonnement google = cancel-subscription-google
fr: lecture automatique = autoplay-off
fr: ecrire a mon depute = write-to-depute
fr: influenceur pub cachée signaler = signal-conso|spot-paid-posts
fr: clemi = teach-with-clemi
fr: peut-on m'écrire sans me connaitre = connect-contact
fr: qui lit mes messages = data-messages
"""
FRESH = Path(__file__).with_name("fresh_queries.txt").read_text("utf-8").splitlines()
ROWS = [(line[:2], *line[4:].split(" = ")) for line in QUERIES.split("\n")[1:-1]]


@pytest.fixture(scope="module")
def indexes(libraries: dict[str, Library]) -> dict[str, SiteIndex]:
    return {code: SiteIndex(library, languages()[code]) for code, library in libraries.items()}


def missed(indexes: dict[str, SiteIndex], rows: list[tuple[str, ...]]) -> list[str]:
    found = {row: [hit.id for hit in search(indexes[row[0]], indexes.values(), row[1])][:FIRST] for row in rows}
    return [f"{row}: {ids}" for row, ids in found.items() if not set(row[2].split("|")) & set(ids)]


@pytest.mark.parametrize(
    ("rows", "least"),
    [
        (ROWS, LEAST),
        (ANSWERS, LEAST),
        ([(line[2:4], *line[6:].split(" = ")) for line in FRESH if line[:1].isdigit()], 92),
    ],
    ids=["tuned", "answers", "fresh"],
)
def test_what_people_type_finds_what_they_mean(
    indexes: dict[str, SiteIndex], rows: list[tuple[str, ...]], least: int
) -> None:
    strays = missed(indexes, rows)
    assert 100 * len(strays) <= (100 - least) * len(rows), "\n".join(strays)


def test_a_place_that_is_named_comes_before_the_place_of_the_browser(indexes: dict[str, SiteIndex]) -> None:
    assert indexes["en"].search("privacy complaint canada", "GB")[0].id == "complain-opc"


@pytest.mark.parametrize(("typed", "meant"), [("kelkun", "quelqu’un"), ("bloké", "bloquer"), ("fotos", "photos")])
def test_a_word_is_known_by_its_sound(typed: str, meant: str) -> None:
    assert sound(words(typed)[0]) == sound("".join(words(meant)))


def test_what_serves_where_somebody_is_comes_first(indexes: dict[str, SiteIndex]) -> None:
    first = {country: indexes["fr"].search("prévention suicide", country)[0].id for country in ("FR", "BE")}
    assert first == {"FR": "help-fr-3114", "BE": "help-be-suicide-prevention"}


def test_every_meaning_exists_once(indexes: dict[str, SiteIndex]) -> None:
    ids = [hit.id for hit in indexes["en"]._hits]
    assert [meant for _, _, meant in ROWS if not set(meant.split("|")) <= set(ids)] == []
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("query", ["", "?!", "xqzt", "zzzzzzzz"])
def test_what_nobody_wrote_about_finds_nothing(indexes: dict[str, SiteIndex], query: str) -> None:
    assert indexes["fr"].search(query) == ()


def test_the_page_shows_each_kind_and_who_listens(client: CheckingClient) -> None:
    found = client.get("/en/search?q=delete+tiktok+acount").text
    assert "TikTok: Delete your account" in found
    assert 'href="/en/platforms/tiktok"' in client.get("/en/search?q=tiktok").text
    assert "0800 1111" in client.get("/en/search?q=childline").text
    assert 'class="care"' in client.get("/en/search?q=sucide", headers={"Accept-Language": "en-GB"}).text
    assert client.get(f"/fr/search?q={'x' * 101}").status_code == 400
    assert "Rien ici" in client.get("/fr/search?q=zzzzzz").text
