"""The date of a run, read once, so that a run that goes on past midnight uses one date throughout."""

from datetime import date
from functools import cache


@cache
def today() -> str:
    """Return the date on which this was first called in this process, as YYYY-MM-DD."""
    return current_date()


def current_date() -> str:
    """Return the current local date as YYYY-MM-DD (ISO 8601)."""
    # Local time, because the author of a waiver means the date on the reader's calendar.
    return date.today().isoformat()  # noqa: DTZ011
