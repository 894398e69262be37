from editor.core.loading import load


def main() -> None:
    load("editor.plugins")
