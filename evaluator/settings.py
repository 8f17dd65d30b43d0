"""Settings, from the environment only, and the folders of files that are not Python.

docs/deploy.md lists every setting; a test compares. The folders stand beside the package in the source tree, and
inside it once it is installed.
"""

import os
import re
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import IPv6Address
from pathlib import Path

PACKAGE = Path(__file__).parent
_NAME = re.compile(r"\.?[a-z0-9_-]+(\.[a-z0-9_-]+)*")
_PORT = re.compile(r":\d*$")
_BRACKETS = re.compile(r"\[([^]]*)\](:\d*)?")


def folder(name: str) -> Path:
    """Return the folder `questions`, `templates` or `static`."""
    installed = PACKAGE / name
    return installed if installed.is_dir() else PACKAGE.parent / name


TRANSLATIONS = PACKAGE / "translations"


@dataclass(frozen=True)
class SiteSettings:
    """Whose site this is, as far as the environment says so; it wins over site.yaml."""

    file: Path | None = None  # EVALUATOR_SITE: a site.yaml elsewhere than in the content folder
    operator: str = ""  # EVALUATOR_OPERATOR: who runs the site
    mail: str = ""  # EVALUATOR_MAIL: the address that every page names


@dataclass(frozen=True)
class Settings:
    """What can be set from outside."""

    questions: Path  # EVALUATOR_QUESTIONS: another content folder
    base_url: str  # EVALUATOR_BASE_URL: https://example.org, printed in documents; "" leaves addresses out
    hosts: tuple[str, ...]  # EVALUATOR_HOSTS: the host names this site answers to; empty answers to any
    threads: int  # EVALUATOR_THREADS: threads of the server
    languages: tuple[str, ...] = ()  # EVALUATOR_LANGUAGES: those offered, finished or not; empty: all complete ones
    database: str = ""  # DATABASE_URL: where classes live; default: a file in EVALUATOR_DATA
    proxies: int = 0  # EVALUATOR_PROXIES: how many stand in front, whose word on a visitor is taken
    translations: Path = TRANSLATIONS  # the program's catalogues; tests have their own
    site: SiteSettings = SiteSettings()
    metrics: bool = False  # EVALUATOR_METRICS: 1 for figures at /metrics

    @property
    def in_production(self) -> bool:
        """Tell whether the site was given an address of its own, so that others than its maker may meet it."""
        return bool(self.base_url or self.hosts)


def settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings. Raises ValueError with a sentence when one cannot be used."""
    metrics = environment.get("EVALUATOR_METRICS", "0")
    if metrics not in ("0", "1"):
        message = f"EVALUATOR_METRICS is '{metrics}'; it must be 1 or 0"
        raise ValueError(message)
    return Settings(
        metrics=metrics == "1",
        questions=Path(environment.get("EVALUATOR_QUESTIONS") or folder("questions")),
        base_url=_base_url(environment),
        hosts=_hosts(environment),
        threads=_number(environment, "EVALUATOR_THREADS", 16, range(1, 257)),
        languages=tuple(environment.get("EVALUATOR_LANGUAGES", "").split()),
        proxies=_number(environment, "EVALUATOR_PROXIES", 0, range(6)),
        database=environment.get("DATABASE_URL") or _file(environment),
        site=_site(environment),
    )


def _base_url(environment: Mapping[str, str]) -> str:
    """Return the site's own address without a slash at its end: a path may follow the host, nothing else."""
    address = environment.get("EVALUATOR_BASE_URL", "").rstrip("/")
    if not address:
        return ""
    if not address.startswith(("https://", "http://")):
        message = f"EVALUATOR_BASE_URL is '{address}'; it must start with https://"
        raise ValueError(message)
    if not host_name(address.partition("//")[2].partition("/")[0]) or {*"?#@"} & {*address}:
        message = f"EVALUATOR_BASE_URL is '{address}'; it must be an address such as https://questions.example/tools"
        raise ValueError(message)
    return address


def _hosts(environment: Mapping[str, str]) -> tuple[str, ...]:
    names = tuple(environment.get("EVALUATOR_HOSTS", "").split())
    for name in names:
        if not host_name(name):
            message = f"EVALUATOR_HOSTS holds '{name}'; it must be names such as questions.example, or [2001:db8::1]"
            raise ValueError(message)
    return names


def _number(environment: Mapping[str, str], name: str, usual: int, allowed: range) -> int:
    text = environment.get(name, str(usual))
    if not text.isdecimal() or int(text) not in allowed:
        message = f"{name} is '{text}'; it must be a number from {allowed[0]} to {allowed[-1]}"
        raise ValueError(message)
    return int(text)


def _site(environment: Mapping[str, str]) -> SiteSettings:
    file = environment.get("EVALUATOR_SITE", "")
    operator = environment.get("EVALUATOR_OPERATOR", "").strip()
    mail = environment.get("EVALUATOR_MAIL", "").strip()
    if mail and ("@" not in mail or " " in mail):
        message = f"EVALUATOR_MAIL is '{mail}'; it must be an address to write to, such as apps@example.org"
        raise ValueError(message)
    return SiteSettings(Path(file) if file else None, operator, mail)


def _file(environment: Mapping[str, str]) -> str:
    """Return the address of a database in a file. It is made when the first class starts."""
    place = Path(environment.get("EVALUATOR_DATA") or "var")
    return f"sqlite:///{place.absolute() / 'four-questions.db'}"


def host_name(text: str) -> str:
    """Return a host in small letters, without its port or the dot at its end; empty when it is none.

    An IPv6 address, in brackets or not, comes in its shortest form; one that stands for an IPv4 address as that.
    """
    typed = text.strip().lower()
    if found := _BRACKETS.fullmatch(typed):
        return _address(found[1])
    if typed.count(":") > 1:
        return _address(typed)
    with suppress(UnicodeError):
        name = _PORT.sub("", typed).removesuffix(".")
        named = f".{_ascii(name[1:])}" if name.startswith(".") else _ascii(name)
        return named if _NAME.fullmatch(named) else ""
    return ""


def is_among(host: str, names: Collection[str]) -> bool:
    """Tell whether a host is one of several names, or of those below one that begins with a dot."""
    asked = host_name(host)
    known = [host_name(name) for name in names]
    return bool(asked) and any(asked == name.removeprefix(".") or _is_below(asked, name) for name in known)


def _is_below(host: str, name: str) -> bool:
    return name.startswith(".") and host.endswith(name)


def _ascii(name: str) -> str:
    return name if name.isascii() else name.encode("idna").decode()


def _address(text: str) -> str:
    try:
        address = IPv6Address(text)
    except ValueError:
        return ""
    return str(address.ipv4_mapped or address)
