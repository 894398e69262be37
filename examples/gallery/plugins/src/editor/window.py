from editor.api import COMMANDS
from editor.core.loading import load


def open_window() -> list[str]:
    load("editor.plugins")
    return sorted(COMMANDS)
