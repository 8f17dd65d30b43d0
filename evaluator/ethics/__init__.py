"""A code of ethics that a business can keep: facts first, promises second, contradictions shown where they arise.

Pure: no file, no database, no web. The shape is in `content.models.ethics`, the content a Library's `.ethics`.

- `suggest` - `suggest(ethics, facts, reports)`, `pack`, `draft` (a first Draft), `reports` (of a draft's platforms)
- `check` - `check(ethics, draft, today, reports)` gives Findings; `blocked`, `clean`
- `changes` - `changes(ethics, old, new)`: what readers lose first
- `file` - a Draft to JSON and back, from hands that nobody knows
- `words` - findings, reasons, changes and promises in words
"""
