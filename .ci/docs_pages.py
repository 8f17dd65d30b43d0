"""What the documents' site adds: the pages beside docs/, and no link that leads to a file which is no page."""

import re
from pathlib import Path
from posixpath import dirname, join, normpath, relpath
from typing import Any

from mkdocs.structure.files import File, Files

ROOT = Path(__file__).parent.parent
BESIDE = {"README.md": "index.md", **{name: name for name in ("CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md")}}
LINK = re.compile(r"(?<!!)\[(?P<words>(?:[^\[\]]|\[[^\]]*\])+)\]\((?P<place>(?!https?:|mailto:|#)[^)\s]+)\)")


def on_files(files: Files, config: Any) -> Files:
    """Take in the pages that stand beside docs/, as if they stood in it."""
    for name, page in BESIDE.items():
        files.append(File.generated(config, page, content=(ROOT / name).read_text(encoding="utf-8")))
    return files


def on_page_markdown(markdown: str, page: Any, config: Any, files: Files) -> str:
    """Lead links to where pages stand on the site; what leads to no page is left as words."""
    del config
    here = page.file.src_uri
    at = next((name for name, place in BESIDE.items() if place == here), f"docs/{here}")
    markdown = markdown.replace("](docs/images/", "](images/") if at in BESIDE else markdown

    def led(found: re.Match[str]) -> str:
        place, _, part = found["place"].partition("#")
        target = normpath(join(dirname(at), place))
        target = BESIDE.get(target, target.removeprefix("docs/"))
        if target == "decisions":
            target = min(
                file.src_uri for file in files.documentation_pages() if file.src_uri.startswith(f"{target}/")
            )
        file = files.get_file_from_path(target)
        if file is None or not file.inclusion.is_included():
            return found["words"]
        return f"[{found['words']}]({relpath(target, dirname(here) or '.')}{'#' * bool(part)}{part})"

    return LINK.sub(led, markdown)
