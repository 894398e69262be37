from editor.api import command


@command("dark")
def dark(text: str) -> str:
    return text
