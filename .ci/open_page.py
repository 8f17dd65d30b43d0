"""Open one page in the browser named first, to see in a second whether the browser tests can run here.

The page is one of its own, or that of the address named second. Prints why not and exits with 1. Without an argument:
prints the path of the browser that Playwright has installed.
"""

import os
import re
import subprocess
import sys

PAGE = "data:text/html,<title>opened</title>"
MISSING = r"error while loading shared libraries: (\S+?):"


def main() -> int:
    """Run the trial in a process of its own, whose last words say what is missing on this machine."""
    if "inside" in sys.argv:
        return _open(*sys.argv[1:-1])
    try:
        trial = subprocess.run(
            [sys.executable, __file__, *sys.argv[1:], "inside"],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    except subprocess.TimeoutExpired:
        print("the browser did not open a page within a minute")
        return 1
    if trial.returncode == 0:
        print(trial.stdout, end="")
        return 0
    missing = re.search(MISSING, trial.stderr)
    said = re.search(r"^\S*Error: (.+)", trial.stderr, re.MULTILINE)
    found = said[1][:200] if said else "it ended in silence"
    print(f"{missing[1]} is missing on this machine" if missing else found)
    return 1


def _open(path: str = "", address: str = PAGE) -> int:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        if not path:
            print(playwright.chromium.executable_path)
            return 0
        as_root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=path, args=["--disable-gpu", *as_root])
        page = browser.new_page()
        answer = page.goto(address)
        good = page.title() == "opened" if address == PAGE else bool(answer and answer.ok and page.title())
        browser.close()
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
