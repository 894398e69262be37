"""Small words that the formats for people share."""


def counted(number: int, noun: str) -> str:
    """A number with its noun: `1 entry`, `3 entries`, `0 findings`."""
    if number == 1:
        return f"1 {noun}"
    return f"{number} {noun[:-1]}ies" if noun.endswith("ry") else f"{number} {noun}s"
