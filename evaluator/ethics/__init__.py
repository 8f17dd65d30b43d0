"""A code of ethics that a business can keep: facts first, promises second, contradictions shown where they arise.

The domain is pure: no file, no database, no web. The shape is in `content.models.ethics`, the content in
`questions/ethics/`.

- `draft` - Draft, the frozen model of everything that a code is made from
- `suggest` - `suggest(ethics, facts, reports)`, `pack`, `first_draft`, `choose`
- `check` - `check(ethics, draft, today, reports)` gives RuleFindings; `rule_checks` has the special rules
- `changes` - `changes(ethics, old, new)`: what readers lose first
- `draft_file` - a Draft to JSON and back; `readers` are the rules that files and forms share
- `wording` - findings, reasons, changes and promises in words
- `documents/` - the code, the evidence sheet, the poster, the calendar; `web/` - the wizard
"""
