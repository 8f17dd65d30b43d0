"""What the program's own YAML files say, kept from start to start: reading them anew was half of the start.

As compiled catalogues are: beside the code, made when missing. Each file is known by the digest of its bytes, so a
changed one is read anew; where nothing can be written, all are. Files are checked at every start all the same.
"""

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from evaluator.content import yaml_source
from evaluator.content.yaml_source import Source
from evaluator.paths import PACKAGE

KEPT = PACKAGE / "content" / "kept.json"


def sources(files: Mapping[str, Path], kept: Path = KEPT) -> dict[str, Source]:
    """The files by name as `nodes.read` gives them, those that have not changed without reading YAML."""
    known, found, digests = _load(kept), {}, {}
    for name, path in files.items():
        try:
            raw = path.read_bytes()
        except OSError:
            found[name] = yaml_source.read(path, name)  # it says why
            continue
        digests[name] = digest = sha256(raw).hexdigest()
        found[name] = Source(name, known[digest], raw=raw) if digest in known else yaml_source.parse(raw, name)
    if any(digest not in known for digest in digests.values()):
        _save(kept, ((digests[name], source) for name, source in found.items() if name in digests))
    return found


def _reader() -> str:
    """A digest of the code that reads YAML: another reader may read the same file otherwise."""
    return sha256(Path(yaml_source.__file__).read_bytes()).hexdigest()


def _load(kept: Path) -> dict[str, Any]:
    with suppress(OSError, ValueError, KeyError, TypeError):
        data = json.loads(kept.read_bytes())
        return dict(data["files"]) if data["reader"] == _reader() else {}
    return {}


def _save(kept: Path, some: Iterable[tuple[str, Source]]) -> None:
    """Keep the files without faults whose data is plain, if there is where; many processes may do so at once."""
    good = {digest: source.data for digest, source in some if not source.faults and _plain(source.data)}
    with suppress(OSError):
        kept.parent.mkdir(exist_ok=True)
        with NamedTemporaryFile("w", dir=kept.parent, delete=False, encoding="utf-8") as file:
            json.dump({"reader": _reader(), "files": good}, file, ensure_ascii=False)
        Path(file.name).chmod(0o644)
        Path(file.name).replace(kept)


def _plain(data: Any) -> bool:
    """True for what JSON gives back just as it was."""
    if isinstance(data, dict):
        return all(_plain(value) for value in data.values())
    if isinstance(data, list):
        return all(map(_plain, data))
    return data is None or isinstance(data, str | bool | int)
