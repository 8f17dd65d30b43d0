"""Days that are months apart, as people count them: 31 January and one month is 28 February."""

from calendar import monthrange
from datetime import date


def later(day: date, months: int) -> date:
    """The day so many months later (earlier when negative), the last of its month where that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
