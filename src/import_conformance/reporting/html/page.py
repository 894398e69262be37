"""The whole page: one file that loads nothing, and whose policy forbids loading."""

from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256

from import_conformance.reporting.graph.drawing import STYLE as GRAPH_STYLE
from import_conformance.reporting.html.coupling import coupling
from import_conformance.reporting.html.duplicates import duplicates
from import_conformance.reporting.html.findings import findings
from import_conformance.reporting.html.ledger import ledger
from import_conformance.reporting.html.matrix import matrix
from import_conformance.reporting.html.picture import picture
from import_conformance.reporting.html.verdict import banner, summary
from import_conformance.reporting.html.work import recommendations, waves
from import_conformance.reporting.markup import Markup, element
from import_conformance.reviewing.page_content import PageContent

PARTS = (summary, findings, matrix, picture, recommendations, waves, duplicates, ledger, coupling)
CONTENTS = (
    ("summary", "Summary"), ("findings", "Findings"), ("matrix", "Matrix"), ("layers", "Layers"),
    ("advice", "Recommendations"), ("waves", "Order of work"), ("duplicates", "Duplicates"), ("ledger", "Ledger"),
    ("coupling", "Coupling"),
)  # fmt: skip


@dataclass(frozen=True)
class Assets:
    """The texts of the style sheet and the script."""

    style: str
    script: str


def render(content: PageContent, assets: Assets) -> str:
    """Return the page; its policy allows style and script by their digests, but no network and no other code."""
    style, script = assets.style + GRAPH_STYLE, assets.script
    body = element(
        "body",
        element("a", "To the findings", href="#findings", class_="skip"),
        banner(content),
        element("nav", *(element("a", name, href=f"#{key}") for key, name in CONTENTS), aria_label="Parts"),
        element("main", *(part(content) for part in PARTS)),
        element(
            "footer",
            f"Written by import-conformance from {content.report.topology}. The page loads nothing and sends nothing.",
        ),
        element("script", Markup(script)),
    )
    document = element("html", _head(content, style, script), body, lang="en")
    return f"<!doctype html>\n{document}\n"


def _head(content: PageContent, style: str, script: str) -> Markup:
    policy = (
        f"default-src 'none'; style-src '{digest(style)}'; script-src '{digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", name="referrer", content="no-referrer"),
        element("title", f"{content.report.name}: architecture review"),
        element("style", Markup(style)),
    )


def digest(text: str) -> str:
    """Return the digest by which a policy allows inline code: https://www.w3.org/TR/CSP3/#match-element-to-source-list."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
