"""The pages as a site: gathered from their folders, with adapted links, and built by zensical (`make site`)."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, normpath, relpath

from tests.docs.pages import ROOT, VERBS, pages

PAGES, HTML = "build/site/pages", "build/site/html"
ASSETS = (".png", ".svg", ".json", ".txt", ".md")
# Where pages lie in the repository, and where on the site.
_MOVED = (("docs/", ""), ("src/import_conformance/rules/pages/", "rules/"))
_LINK = re.compile(r"\]\((?!https?:|#)([^)\s#]+)")
_NOTE = re.compile(rf"^ *<!-- (?:{'|'.join(VERBS)}): .*?-->\n", re.MULTILINE | re.DOTALL)


def place(path: str) -> str:
    """Return where a file of the repository is on the site."""
    if path == "README.md":
        return "index.md"
    start, moved = next((pair for pair in _MOVED if path.startswith(pair[0])), ("", ""))
    return moved + path.removeprefix(start)


def gather(home: Path) -> None:
    """Write all pages below a directory, and the files that they link to."""
    for page in pages():
        text = _NOTE.sub("", (ROOT / page).read_text(encoding="utf-8"))
        linked = {normpath(f"{dirname(page)}/{target}".lstrip("/")) for target in _LINK.findall(text)}
        for path in sorted(linked):
            if (ROOT / path).is_file() and not path.endswith(".md"):
                _put(home, place(path), (ROOT / path).read_bytes())
        _put(home, place(page), _relinked(page, text).encode())


def _relinked(page: str, text: str) -> str:
    """Return a page with links adapted to the site."""

    def relink(found: re.Match[str]) -> str:
        target = normpath(f"{dirname(page)}/{found[1]}".lstrip("/"))
        return f"]({relpath(place(target), dirname(place(page)) or '.')}"

    return _LINK.sub(relink, text)


def _put(home: Path, path: str, content: bytes) -> None:
    (home / path).parent.mkdir(parents=True, exist_ok=True)
    (home / path).write_bytes(content)


def build() -> subprocess.CompletedProcess[str]:
    """Gather the pages and build the site; a warning is an error."""
    shutil.rmtree(ROOT / PAGES, ignore_errors=True)
    shutil.rmtree(ROOT / HTML, ignore_errors=True)
    gather(ROOT / PAGES)
    command = [sys.executable, "-m", "zensical", "build", "--strict", "--clean", "--config-file", "mkdocs.yml"]
    environment = {**os.environ, "NO_COLOR": "1"}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


class Links(HTMLParser):
    """The links of an HTML page, what it loads, and its anchors."""

    def __init__(self) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.loaded: list[str] = []
        self.places: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note links, loads and places."""
        held = {name: value or "" for name, value in attrs}
        self.places |= {held[name] for name in ("id", "name") if name in held}
        if tag == "a" and "href" in held:
            self.targets.append(held["href"])
        elif "src" in held or (tag == "link" and held.get("rel") in ("stylesheet", "icon", "preload")):
            self.loaded.append(held.get("src") or held["href"])


def broken(home: Path) -> Iterator[str]:
    """Return links within a built site that lead nowhere, and what its pages load from elsewhere."""
    read = {path.relative_to(home).as_posix(): _links(path) for path in sorted(home.rglob("*.html"))}
    for page, links in read.items():
        yield from (f"{page} loads {url}" for url in links.loaded if re.match(r"https?:|//", url))
        if page != "404.html":
            yield from (f"{page} -> {url}" for url in links.targets if not _leads(home, page, url, read))


def _leads(home: Path, page: str, url: str, read: dict[str, Links]) -> bool:
    if re.match(r"[a-z]+:", url):
        return True
    target, _, anchor = url.partition("#")
    path = normpath(f"{dirname(page)}/{target}".lstrip("/")) if target else page
    path = f"{path}/index.html" if (home / path).is_dir() else path
    return (home / path).is_file() and (not anchor or path not in read or anchor in read[path].places)


def _links(path: Path) -> Links:
    links = Links()
    links.feed(path.read_text(encoding="utf-8"))
    return links


def main() -> None:
    """Build the site, and print what is wrong."""
    done = build()
    problems = [done.stdout + done.stderr] if done.returncode else list(broken(ROOT / HTML))
    sys.exit("\n".join(problems) if problems else 0)


if __name__ == "__main__":
    main()
