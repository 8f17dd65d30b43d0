"""Where the files are that are not Python: beside the package in the source tree, inside it once installed."""

from pathlib import Path

PACKAGE = Path(__file__).parent


def folder(name: str) -> Path:
    """Return the folder `questions`, `templates` or `static`."""
    installed = PACKAGE / name
    return installed if installed.is_dir() else PACKAGE.parent / name


TRANSLATIONS = PACKAGE / "translations"
