"""The method of today as links name it, for tests that write a link by hand."""

import yaml

from evaluator.settings import folder

METHOD: str = yaml.safe_load((folder("questions") / "scoring.yaml").read_text(encoding="utf-8"))["method"]
