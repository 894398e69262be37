from collections.abc import Callable

COMMANDS: dict[str, Callable[[str], str]] = {}


def command(name: str) -> Callable[[Callable[[str], str]], Callable[[str], str]]:
    def register(action: Callable[[str], str]) -> Callable[[str], str]:
        COMMANDS[name] = action
        return action

    return register
