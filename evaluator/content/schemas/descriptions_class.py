"""What every key of the files in class/ is for, by shape."""

CLASS: dict[str, dict[str, str]] = {
    "PromptsFile": {
        "id": "The name of the file: the id of a dimension.",
        "camps": "What to ask when the class is split in two camps.",
        "scattered": "What to ask when answers lie everywhere, or are mixed.",
        "agree": "What to ask when nearly all say the same.",
        "facts": "What to ask when many do not know.",
    },
    "WordFile": {
        "id": "The name of the file.",
        "order": "Its place in the list, from 1.",
        "term": "The word.",
        "meaning": "What it means, in one sentence for a twelve-year-old.",
    },
    "PlanFile": {
        "id": "The name of the file, which is also that of the document.",
        "order": "Its place in the kit, from 1.",
        "title": "What the plan is called.",
        "about": "One line that says when to choose it.",
        "minutes": "How long it takes; the minutes of the steps must add up to it.",
        "steps": "The parts of the lesson in order.",
    },
    "StepPart": {
        "title": "What the step is called.",
        "minutes": "How long it takes.",
        "what": "What the class does.",
        "offline": "How it goes without devices, where that is different.",
    },
    "SheetFile": {
        "id": "The name of the file, which is also that of the document.",
        "order": "Its place in the kit, from 1.",
        "title": "What the sheet is called.",
        "about": "One line that says whom it is for.",
        "left": "The head of the first column of its rows.",
        "right": "The head of the second column.",
        "parts": "What it says, part by part.",
    },
    "SheetPart": {
        "heading": "Its heading.",
        "text": "Paragraphs.",
        "items": "A list under them.",
        "rows": "A table of two columns under the list.",
        "blanks": "Labels with room to write behind them.",
        "own_use": "true lists here the questions of a class that ask how the pupils use the platform.",
    },
    "RowPart": {
        "left": "The first cell.",
        "right": "The second cell.",
        "to_check": "true until a person has compared the row with the official text; the sheet says so.",
    },
}
