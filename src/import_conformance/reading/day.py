"""The day on which a run takes place: asked once, so that a run that begins before midnight ends on the same day."""

from datetime import date
from functools import cache


@cache
def today() -> str:
    """The day on which this process first asked."""
    return this_day()


def this_day() -> str:
    """The day on the calendar, as ISO 8601 has it."""
    # A day has no zone: it is the one on the reader's calendar, as the author of a waiver meant it.
    return date.today().isoformat()  # noqa: DTZ011
