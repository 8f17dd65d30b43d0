"""Settings, from the environment only, and the folders of files that are not Python.

docs/deploy.md lists every setting; a test compares. The folders stand beside the package in the source tree, and
inside it once it is installed.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PACKAGE = Path(__file__).parent


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
    base_url = environment.get("EVALUATOR_BASE_URL", "").rstrip("/")
    if base_url and not base_url.startswith(("https://", "http://")):
        message = f"EVALUATOR_BASE_URL is '{base_url}'; it must start with https://"
        raise ValueError(message)
    metrics = environment.get("EVALUATOR_METRICS", "0")
    if metrics not in ("0", "1"):
        message = f"EVALUATOR_METRICS is '{metrics}'; it must be 1 or 0"
        raise ValueError(message)
    return Settings(
        metrics=metrics == "1",
        questions=Path(environment.get("EVALUATOR_QUESTIONS") or folder("questions")),
        base_url=base_url,
        hosts=tuple(environment.get("EVALUATOR_HOSTS", "").split()),
        threads=_number(environment, "EVALUATOR_THREADS", 16, range(1, 257)),
        languages=tuple(environment.get("EVALUATOR_LANGUAGES", "").split()),
        proxies=_number(environment, "EVALUATOR_PROXIES", 0, range(6)),
        database=environment.get("DATABASE_URL") or _file(environment),
        site=_site(environment),
    )


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
