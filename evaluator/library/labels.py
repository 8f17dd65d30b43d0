"""What the fixed values of content files are called in a language: kinds, audiences, efforts, countries."""

from collections.abc import Mapping
from datetime import date

from evaluator.content.models.library import Action
from evaluator.i18n.language import Language


def kinds(language: Language) -> Mapping[str, str]:
    """Return the kinds of action, in the order in which they are shown."""
    return {
        "setting": language.gettext("Settings to change"),
        "habit": language.gettext("Habits to try"),
        "data": language.gettext("Your data: see it, take it, erase it"),
        "alternative": language.gettext("Other ways to do the same"),
        "report": language.gettext("Report what is wrong"),
        "complaint": language.gettext("Complain to someone who can act"),
        "talk": language.gettext("Talk about it"),
        "teaching": language.gettext("Teach about it"),
        "group": language.gettext("Join others"),
        "business": language.gettext("For your business"),
        "citizen": language.gettext("Speak up as a citizen"),
        "help-line": language.gettext("Helplines"),
    }


def facets(language: Language) -> Mapping[str, str]:
    """Return the questions by which actions are chosen."""
    return {
        "dimension": language.gettext("What it is about"),
        "audience": language.gettext("For whom"),
        "who": language.gettext("Who can change it"),
        "effort": language.gettext("How long it takes"),
        "country": language.gettext("Where you live"),
    }


def audiences(language: Language) -> Mapping[str, str]:
    """For whom an action is."""
    return {
        "person": language.gettext("anyone"),
        "parent": language.gettext("parents"),
        "teen": language.gettext("teenagers"),
        "educator": language.gettext("teachers"),
        "business": language.gettext("businesses"),
    }


def actors(language: Language) -> Mapping[str, str]:
    """Return who can bring a change about."""
    return {
        "you": language.gettext("you, by yourself"),
        "company": language.gettext("the company, if you ask"),
        "law-makers": language.gettext("law-makers, if you ask"),
    }


def efforts(language: Language) -> Mapping[str, str]:
    """Return how long an action takes."""
    return {
        "2-min": language.gettext("2 minutes"),
        "20-min": language.gettext("20 minutes"),
        "longer": language.gettext("longer"),
    }


def devices(language: Language) -> Mapping[str, str]:
    """Return what an action is done on, where it is for one kind of machine alone."""
    return {"iphone": "iPhone", "android": "Android", "computer": language.gettext("on a computer")}


def facts(action: Action, language: Language) -> tuple[str, ...]:
    """Return what one should know of an action before opening it: how long, who acts, for whom, where, how sure."""
    named = audiences(language)
    whom = [] if "person" in action.audience else [named[name] for name in named if name in action.audience]
    where = [country(code, language) for code in action.countries]
    day = language.day(date.fromisoformat(action.checked))
    return (
        efforts(language)[action.effort],
        *([devices(language)[action.device]] if action.device else ()),
        *([actors(language)[action.who]] if action.who != "you" else ()),
        *([language.gettext("for %(people)s", people=language.list(whom))] if whom else ()),
        *([language.list(where)] if where else ()),
        {
            "live": language.gettext("checked on %(day)s", day=day),
            "stored-copy": language.gettext("compared with a stored copy on %(day)s", day=day),
            "named": language.gettext("others link to it (%(day)s), page not read yet", day=day),
            "memory": language.gettext("not checked yet"),
        }[action.verified],
    )  # fmt: skip


def checked(line: Action, language: Language) -> str:
    """Say when and how a number was last compared, and of when the page is."""
    day = language.day(date.fromisoformat(line.checked))
    page = language.loose_day(line.page_date) if line.page_date else ""
    return {
        "live": language.gettext("Compared on %(day)s with the site itself.", day=day),
        "stored-copy": language.gettext(
            "Compared on %(day)s with a stored copy of a page of %(page)s.", day=day, page=page
        )
        if page
        else language.gettext("Compared on %(day)s with a stored copy of a page.", day=day),
        "named": language.gettext("On %(day)s others linked to this page; we have not read it yet.", day=day),
        "memory": language.gettext("Written from memory on %(day)s and not checked yet: look twice.", day=day),
    }[line.verified]


def answers_in(line: Action, language: Language) -> str:
    """Return the languages that a help line answers in; empty when none are known."""
    known = language.locale.languages
    spoken = [str(known.get(code, code)) for code in line.languages]
    return language.gettext("Answers in %(languages)s.", languages=language.list(spoken)) if spoken else ""


def passed_over(language: Language) -> str:
    """Return words that a search passes over: they say nothing of what is looked for."""
    return language.gettext(
        "a about all also am an and any are as at be been but by can cant could did do does doing dont for from get "
        "gets getting go going got had has have having he her him his how im if in into is it its just let like many "
        "me mine much must my of on or our out please she should so some someone somebody something than that the "
        "their them then there they thing things this to too up very want wanna was we were what which while with "
        "would you your ppl people stuff u ur r y some1 any1 pls plz ok okay gonna gotta wants wont isnt arent didnt "
        "doesnt explain explaining see being after when social media network networks really ever still even too only"
    )


def alike(language: Language) -> tuple[frozenset[str], ...]:
    """Return sets of words that people type for one another, and that a search takes for one another."""
    written = language.gettext(
        "delete remove erase uninstall quit leave close rid. stop off disable deactivate. ad ads advert adverts "
        "advertising advertisement commercials. kid kids child children son daughter teen teenager minor. mum dad "
        "parent parents mother father. phone mobile smartphone cell. company business shop firm store boss. pics "
        "pictures photos images vids videos. scam scammed fraud swindle phishing con. bully bullied bullying "
        "harass harassed harassment mean. message messages text texts dm dms chat. teacher teachers school class "
        "lesson. movie film documentary. spy spying track tracking follow follows stalk. unfair unjust wrong. "
        "cost costs price pay expensive. number line helpline call. notification notifications notifs buzz. "
        "law legal illegal forbidden banned ban allowed. friend friends mate. account profile page. hacked stolen "
        "hack hacker hijacked. search find look. employee employees staff worker workers team colleague. rude nasty "
        "insult insults insulting hate hateful abuse abusive. scary frightening shocking violent violence. download "
        "save export backup. acct account. example template model sample. customer customers client clients buyer "
        "buyers. pupil pupils student students classmate. fake false bogus. rule rules policy guidelines charter. "
        "stranger strangers creep weirdo unknown. supervise control monitor watch limit. weird strange. sad upset "
        "depressed unhappy. private privacy. vbucks robux coins gems. porn porno pornography adult"
    )
    return tuple(frozenset(group.split()) for group in written.split("."))


def helpline(language: Language) -> str:
    """Return what people call a helpline."""
    return language.gettext("helpline, phone number to call")


def people(language: Language) -> str:
    """Return words for people, which tell a search of whom somebody speaks and little of what is looked for."""
    return language.gettext(
        "kid kids child children childs son sons daughter daughters teen teenager mum mom dad mother father parent "
        "parents brother sister grandma grandad friend friends ex teacher teachers pupil pupils student students "
        "customer customers people guy girl boy"
    )


def places(language: Language) -> dict[str, list[str]]:
    """Return what people call countries, by their two letters: the name, and what is said for it."""
    said = language.gettext(
        "GB uk england britain british scotland wales. US usa america american. CA quebec canadian. BE belgian. "
        "CH swiss. FR french. IE irish. LU luxembourgish. AU australian"
    )
    also = {code: names for code, *names in (group.split() for group in said.split("."))}
    codes = {code for code in map(str, language.locale.territories) if len(code) == 2 and code.isalpha()}
    return {code: [country(code, language), *also.get(code, [])] for code in sorted(codes)}


def country(code: str, language: Language) -> str:
    """Return a country, or the European Union, by its two letters; the letters themselves when no name is known."""
    return language.territory(code)
