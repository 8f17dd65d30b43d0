"""Try wrong programs: `python -m tests.mutation [GROUP ...]`; each is a copy of this process, wrong in one place.

The tests of a group are collected and run once; which functions each of them enters is noted. Then, for each
mutant, a copy of the process (`fork`) takes on the wrong code and runs the tests that enter it, the quick ones first,
until one fails. A mutant that no test fails for survives: docs/mutants.md says why it may, or the run ends
with 1, as it does when fewer than 90 in 100 are found out.
"""

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.mutation.trial import Outcome, Trial

ROOT = Path(__file__).parent.parent.parent
REASONS = ROOT / "docs" / "mutants.md"
WANTED = 90  # of a hundred
# Tests that take seconds for what others tell in a moment: another database, documents, files from anywhere.
SLOW = "postgresql or breaks_it or format or hostile or documents or largest or is_a_formula or command or at_once"
# And a PDF: its writer has threads of its own, which a copy of the process lacks, so that it waits for ever.
LEFT_OUT = f"{SLOW} or pdf"

STORE = tuple(
    f"tests/classroom/store/test_{name}.py"
    for name in (
        "actions",
        "store",
        "seats",
        "counts",
        "races",
        "purge",
        "homework",
    )
)
# The group: the modules that go wrong, and the quick tests that ought to notice.
GROUPS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "scoring": (
        ("assess.scoring",),
        ("tests/assess/test_scoring_examples.py", "tests/assess/test_scoring_letters.py",
         "tests/assess/test_scoring_documented.py", "tests/assess/test_scoring_laws.py"),
    ),
    "report": (
        ("assess.report",),
        ("tests/assess/test_report.py", "tests/assess/test_report_figures.py", "tests/assess/test_earlier_methods.py",
         "tests/content/test_mini.py"),
    ),
    "tally": (
        ("classroom.tally", "classroom.report"),
        ("tests/classroom/test_tally.py", "tests/classroom/test_report.py"),
    ),
    "ethics": (
        ("ethics.check", "ethics.rule_checks", "ethics.rule_context"),
        ("tests/ethics/test_rules.py", "tests/ethics/test_rules_named.py", "tests/ethics/test_draft.py"),
    ),
    "class": (("classroom.states", "classroom.publishing"), ("tests/classroom/test_states.py", *STORE)),
    "store": (
        tuple(f"classroom.store.{name}" for name in (
            "teacher_actions", "answering", "joining", "publishing", "queries", "fast_queries",
        )),
        STORE,
    ),
    "limits": (("classroom.web.rate_limits",), ("tests/classroom/web/test_rate_limits.py",)),
}  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Try the groups named, or all of them; gives the exit code."""
    parser = argparse.ArgumentParser("python -m tests.mutation", description=__doc__)
    parser.add_argument("groups", nargs="*", choices=[*GROUPS, []], metavar="GROUP", help=", ".join(GROUPS))
    parser.add_argument("--every", type=int, default=1, metavar="N", help="try every Nth mutant only")
    options = parser.parse_args(arguments)
    names = options.groups or list(GROUPS)
    if len(names) > 1:  # each in a process of its own: a test run leaves much behind
        command = [sys.executable, "-m", "tests.mutation", f"--every={options.every}"]
        return max(subprocess.run([*command, name], cwd=ROOT, check=False).returncode for name in names)
    modules, tests = GROUPS[names[0]]
    trial = Trial([f"evaluator.{module}" for module in modules], options.every)
    pytest.main(
        [*tests, "-q", "-p", "no:cacheprovider", "--hypothesis-profile", "mutants", "-k", f"not ({LEFT_OUT})"],
        plugins=[trial],
    )
    for test in trial.failing:
        print(f"left out, since it fails although nothing is wrong: {test}")
    return told(names[0], trial.outcomes) or int(bool(trial.failing))


def told(group: str, outcomes: Sequence[Outcome]) -> int:
    """Print who survived, with or without a reason; gives the exit code."""
    reasons = {line.rpartition(" | ")[0] for line in REASONS.read_text("utf-8").splitlines()}
    alive = [each for each in outcomes if not each.noticed]
    unexplained = [each for each in alive if row(each) not in reasons]
    for each in alive:
        print(f"{row(each)} |{'' if row(each) in reasons else ' NO REASON'}")
    share = 100 * (len(outcomes) - len(alive)) / max(1, len(outcomes))
    print(f"{group}: {len(outcomes)} mutants, {len(alive)} survive, {share:.1f} % noticed", flush=True)
    return int(share < WANTED or bool(unexplained))


def row(each: Outcome) -> str:
    """The line of docs/mutants.md up to the reason."""
    mutant = each.mutant
    return f"| `{mutant.module.removeprefix('evaluator.')}` | `{mutant.scope}` | `{mutant.change}`"


if __name__ == "__main__":
    sys.exit(main())
