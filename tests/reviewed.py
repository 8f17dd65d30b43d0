"""Dates the accessibility statement: `make reviewed`, once the browser tests of the pages as they are have passed."""

import json
from datetime import date

from evaluator.pages.statements import REVIEWED, looks


def main() -> None:
    REVIEWED.write_text(json.dumps({"day": date.today().isoformat(), "looks": looks()}) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
