"""A class that answers together: what it may do when, and who may see what. Pure and frozen; no database, no web.

- `states` - the state machine: `after(state, action, round)`, `allowed`, `answers_open`, `counts_shown`
- `codes` - join codes, keys and tickets: made, read as typed, shown, digested
- `signs` - the animal and colour that only the own phone shows
- `settings` - ClassSettings, what a teacher chooses at the start
- `rows` - what the store gives out: ClassRow, Seat, Opened, Progress, Counts ...
- `sights` - what pupil, projector and teacher see in each state
- `publishing` - when counts may be shown at all
- `errors` - everything that can be refused, for the web to give a status to
"""
