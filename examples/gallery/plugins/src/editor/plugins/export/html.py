import html


def to_html(text: str) -> str:
    paragraphs = []
    for paragraph in text.split("\n\n"):
        lines = [html.escape(line.strip()) for line in paragraph.splitlines()]
        if any(lines):
            paragraphs.append("<p>" + "<br>".join(lines) + "</p>")
    head = "<!doctype html><meta charset=utf-8>"
    body = "".join(paragraphs) or "<p></p>"
    return f"{head}<body>{body}</body>"


def to_fragment(text: str) -> str:
    whole = to_html(text)
    start, end = whole.find("<body>"), whole.find("</body>")
    return whole[start + len("<body>") : end]
