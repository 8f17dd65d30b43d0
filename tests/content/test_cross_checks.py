"""What no single file can know: ids that exist and stand once, ladders of points and caps, answers that lead on."""

from pathlib import Path

import pytest

from tests.content.broken import MINI, Break, Row, row

SHADE, WATER, SAFETY = "rubric/place-shade.yaml", "rubric/place-water.yaml", "rubric/place-safety.yaml"
RULES, GROUND, TURNS = "rubric/company-rules.yaml", "faq/better-ground.yaml", "faq/fair-turns.yaml"
BRING, NURSE = "actions/bring-water.yaml", "actions/call-the-nurse.yaml"
FORM, SCORING = "questionnaire.yaml", "scoring.yaml"
CAP_REASON = '    cap_reason: "A place that burns is no place to play in summer."\n'


def other(file: str, **changes: str) -> str:
    """The text of a file with some of its top keys changed."""
    lines = (MINI / file).read_text(encoding="utf-8").splitlines(keepends=True)
    keys = [line.partition(":")[0] for line in lines]
    pairs = zip(keys, lines, strict=True)
    return "".join(f"{key}: {changes[key]}\n" if key in changes else line for key, line in pairs)


TABLE = {
    "an unknown dimension": row(
        WATER, "dimension: place", "dimension: plaec",
        ("2:12: dimension", "no dimension 'plaec'; did you mean 'place'? choose one of: place, company"),
    ),
    "a question that nobody asks": row(
        BRING, "[place-shade, ", "[place-shade, place-watr, ",
        ("10:23: serves.1", "no dimension, question or option 'place-watr'; did you mean 'place-water'? choose one"),
    ),
    "an option that is none": row(
        GROUND, "place-water.kiosk,", "place-water.kiosk, place-water.kiosks,",
        ("13:63: serves.4", "did you mean 'place-water.kiosk'? choose one of: company, company-rules,"),
    ),
    "what should serve a question, but is none": row(
        WATER, "order: 3", "order: 3\nserved_by: [bring-watr]",
        ("4:13: served_by.0", "no FAQ entry or action 'bring-watr'; did you mean 'bring-water'? choose one of: ask-"),
    ),
    "a related entry that is none": row(
        GROUND, "[fair-turns]", "[fair-turn]",
        ("14:11: related.0", "no FAQ entry 'fair-turn'; did you mean 'fair-turns'? choose one of: better-"),
    ),
    "an id that is not the file's name": row(
        TURNS, "id: fair-turns", "id: fair-turn",
        ("faq/better-ground.yaml:14:11: related.0", "did you mean 'fair-turn'?"),
        ("1:5: id", "'fair-turn' must be the file's name, 'fair-turns'"),
    ),
    "an id that another file has": row(
        "faq/again.yaml", None, other(TURNS), ("1:5: id", "'fair-turns' must be the file's name, 'again'"),
    ),
    "an option id twice": row(
        SHADE, "id: sails", "id: trees", ("16:9: options.trees.id", "id 'trees' stands twice; choose another"),
    ),
    "a dimension twice": row(
        FORM, "  - id: company", '  - {id: place, name: "a", question: "b", about: "c"}\n  - id: company',
        ("8:10: dimensions.place.id", "id 'place' stands twice; choose another"),
    ),
    "a group that has no name": row(
        TURNS, "group: dilemma", "group: dilema",
        ("2:8: group", "no group 'dilema'; did you mean 'dilemma'? choose one of: dilemma, film, event, news"),
    ),
    "a place in the order that is taken": row(
        WATER, "order: 3", "order: 1", ("3:8: order", "1 is taken by 'place-shade'; choose another number"),
    ),
    "the name of the quick check": row(
        FORM, "  - id: company", '  - {id: quick, name: "a", question: "b", about: "c"}\n  - id: company',
        ("8:10: dimensions.quick.id", "'quick' has 0 questions; it needs at least 2"),
        ("8:10: dimensions.quick.id", "'quick' has no core question; set core: true in one of its files"),
        ("8:10: dimensions.quick.id", "'quick' is kept for the quick check; choose another id"),
    ),
    "a question that looks like a weight": row(
        "rubric/weight-sand.yaml", None,
        other(RULES, id="weight-sand", order="9"),
        ("1:5: id", "ids that start with 'weight-' are kept for weights; rename it"),
        ("21:9: options.never.id", "no FAQ entry serves 'weight-sand.never' (0 points); name it in one"),
        ("21:9: options.never.id", "no action with who: you serves 'weight-sand.never'; name it in one"),
    ),
    "a dimension without a core question": row(
        SHADE, "core: true", "core: false",
        ("questionnaire.yaml:4:9: dimensions.place.id", "has no core question; set core: true in one of its files"),
    ),
    "a dimension with one question": Row(
        (Break(RULES, None, None), Break(TURNS, ", company-rules", ""), Break(BRING, ", company-rules.never", "")),
        (("questionnaire.yaml:8:9: dimensions.company.id", "'company' has 1 questions; it needs at least 2"),),
    ),
    "a worst option with points": row(
        SHADE, "points: 0", "points: 5", ("22:13: options.none.points", "has 5 points; it must have 0"),
    ),
    "a best option short of 100": row(
        SHADE, "points: 100", "points: 90", ("14:13: options.trees.points", "has 90 points; it must have 100"),
    ),
    "options out of order": Row(
        (Break(WATER, "points: 40", "points: 0.0"), Break(WATER, "points: 0\n", "points: 40\n"),
         Break(WATER, "points: 0.0", "points: 0")),
        (("24:13: options.dry.points", "more points than the option above; list options from best to worst"),),
    ),
    "a cap that is no letter": row(
        SHADE, "cap: F", "cap: A", ("24:10: options.none.cap", "no letter 'A'; choose one of: G, F, P"),
    ),
    "a cap without a reason": row(
        SHADE, CAP_REASON, "", ("24:10: options.none.cap", "a cap needs a cap_reason; say why it holds a grade down"),
    ),
    "a reason without a cap": row(
        SHADE, "    cap: F\n", "",
        ("24:17: options.none.cap_reason", "a cap_reason without a cap; add the cap or remove it"),
    ),
    "a cap on the better of two options": Row(
        (
            Break(SHADE, f"    cap: F\n{CAP_REASON}", ""),
            Break(SHADE, "points: 60\n", f"points: 60\n    cap: F\n{CAP_REASON}"),
        ),
        (("24:13: options.none.points", "no cap itself: improving it could lower the letter"),),
    ),
    "a weak answer that no FAQ entry serves": row(
        TURNS, ", company-rules]", "]",
        ("rubric/company-rules.yaml:21:9: options.never.id", "no FAQ entry serves 'company-rules.never' (0 points)"),
    ),
    "a weak answer without an action": row(
        BRING, ", company-rules.never", "",
        ("rubric/company-rules.yaml:21:9: options.never.id", "no action with who: you serves 'company-rules.never'"),
    ),
    "a weak answer that only the company can act on": row(
        BRING, "who: you", "who: company",
        ("rubric/company-rules.yaml:21:9: options.never.id", "no action with who: you serves 'company-rules.never'"),
        ("rubric/place-shade.yaml:20:9: options.none.id", "no action with who: you"),
        ("rubric/place-water.yaml:17:9: options.kiosk.id", "no action with who: you"),
        ("rubric/place-water.yaml:22:9: options.dry.id", "no action with who: you"),
    ),
    "weak answers that no setting changes and nobody else is asked about": row(
        "actions/law-on-play.yaml", "[place, company]", "[place]",
        ("rubric/company-rules.yaml:21:9: options.never.id",
         "no action with who: company or law-makers serves 'company-rules.never', which no setting changes; name it"),
        ("rubric/company-welcome.yaml:20:9: options.nowhere.id", "no action with who: company or law-makers"),
    ),
    "harm without a help line": row(
        NURSE, "kind: help-line", "kind: talk",
        ("rubric/place-safety.yaml:25:9: options.serious.id", "speaks of harm, but no help-line serves it"),
    ),
    "harm in a question that every class is asked": row(
        "rubric/place-safety.yaml", "core: false", "core: true",
        ("rubric/place-safety.yaml:29:11: options.serious.harm", "every class is asked; set core: false"),
    ),
    "a weight of nothing": row(
        SCORING, 'less: "1/2"', 'less: "0"',
        ("10:17: weights.less", "would hide a dimension; write a number above 0"),
    ),
    "a share over the whole": row(
        SCORING, '"2/3"', '"3/2"', ("14:18: letter_needs.overall_share", "3/2 is over 1; write a share such as 1/2"),
    ),
    "bands that do not descend": row(
        SCORING, "from: 40", "from: 70",
        ("5:23: bands.1.from", "must be lower than the one above; list the best first"),
    ),
    "bands that leave a hole below": row(
        SCORING, "letter: P, from: 0", "letter: P, from: 5", ("6:23: bands.2.from", "the last one must start from 0"),
    ),
    "lights that leave a hole below": row(
        SCORING, "id: cloudy, from: 0", "id: cloudy, from: 5", ("20:24: lights.cloudy.from", "must start from 0"),
    ),
    "a letter twice": row(
        SCORING, "{letter: P, from: 0", "{letter: F, from: 0",
        ("rubric/company-welcome.yaml:24:10: options.nowhere.cap", "no letter 'P'; choose one of: G, F"),
        ("6:14: bands.2.letter", "letter 'F' stands twice; choose another"),
    ),
    "a balance for a letter that is none": row(
        SCORING, "- {letter: G, every", "- {letter: A, every", ("9:14: balance.0.letter", "choose one of: G, F, P"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("broken", TABLE.values(), ids=TABLE)
def test_files_that_do_not_fit_together_are_told_with_place_and_remedy(broken: Row, tmp_path: Path) -> None:
    broken.holds(tmp_path)
