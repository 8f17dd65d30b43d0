"""A code of ethics that a business can keep: facts first, promises second, contradictions shown where they arise.

Pure: no file, no database, no web. `evaluator.promises` holds the library's shape, a Library its content (`.ethics`).

- `suggest` - `suggest(ethics, facts, reports)`, `pack`, `draft` (a first Draft), `reports` (of a draft's platforms)
- `check` - `check(ethics, draft, today, reports)` gives Findings; `blocked`, `clean`
- `changes` - `changes(ethics, old, new)`: what readers lose first
- `file` - a Draft to JSON and back, from hands that nobody knows
- `words` - findings, reasons, changes and promises in words
"""
