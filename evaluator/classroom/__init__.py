"""Run a class that answers together: what it may do when, and who may see what. Pure and frozen; no database, no web.

- `states` - the state machine: `after(state, action, round)`, `allowed`, `answers_open`, `counts_shown`
- `codes` - join codes, keys and tickets: made, read as typed, shown, digested; the names of seats
- `settings` - ClassSettings, what a teacher chooses at the start, and the sets of questions a class can answer
- `records` - what the store gives out: ClassRow, Seat, Opened, Progress, QuestionCounts ...
- `publishing` - when counts may be shown at all
- `tally`, `report`, `report_file`, `report_text` - what the counts say, as data, file and sentences
- `errors` - everything that can be refused, for the web to give a status to
"""
