"""What all tests share: the real libraries, a small questionnaire of another topic, and hypothesis profiles."""

import os
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings

from evaluator.content import load
from evaluator.language import Language, languages
from evaluator.library import Library
from evaluator.places import folder
from evaluator.settings import Settings
from evaluator.web import create_app

ROOT = Path(__file__).parent.parent

settings.register_profile("quick", max_examples=200, deadline=None)
settings.register_profile(
    "ci", max_examples=5000, deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("ci" if os.environ.get("CI") else "quick")


@pytest.fixture(scope="session")
def tongues() -> dict[str, Language]:
    """Every language of the site."""
    return languages()


@pytest.fixture(scope="session")
def libraries(tongues: dict[str, Language]) -> dict[str, Library]:
    """The real content in every language."""
    return load(folder("questions"), tongues)


@pytest.fixture(scope="session")
def library(libraries: dict[str, Library]) -> Library:
    """The real content in English."""
    return libraries["en"]


@pytest.fixture(scope="session")
def app() -> Flask:
    """The site with the real content."""
    app = create_app(Settings(questions=folder("questions"), base_url="", hosts=(), threads=4))
    app.testing = True
    return app
