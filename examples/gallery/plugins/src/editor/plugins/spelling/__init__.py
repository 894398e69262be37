from editor.api import command


@command("spelling")
def mark(text: str) -> str:
    return text.replace("teh", "the")
