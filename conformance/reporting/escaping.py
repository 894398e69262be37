"""The one choke point between names from the code under judgement and the reader's screen."""


def terminal(text: str) -> str:
    r"""Text that is safe to show: every character that a terminal would not draw becomes `\uXXXX`.

    That covers control and format characters (escape sequences, line breaks, right-to-left overrides), lone
    surrogates, private use, unassigned code points and every blank but the plain space: the categories that
    `str.isprintable` calls unprintable.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(character if character.isprintable() else _escaped(ord(character)) for character in text)


def _escaped(code: int) -> str:
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
