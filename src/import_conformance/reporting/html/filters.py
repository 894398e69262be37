"""The form that narrows the findings. The script shows it, because it does nothing without one."""

from collections import Counter
from collections.abc import Iterator

from import_conformance.model.finding import State
from import_conformance.model.topology import Severity
from import_conformance.reporting.markup import Markup, element
from import_conformance.reporting.words import counted
from import_conformance.reviewing.categories import CATEGORIES, category_of
from import_conformance.reviewing.page_content import PageContent


def filters(content: PageContent) -> Markup:
    """Return fields for text, severity, law, domain and state; then what is shown, and how to see all again."""
    total = counted(len(content.findings), "finding")
    return element(
        "form",
        _field("Text", element("input", type="search", name="text", placeholder="path, module, message or code")),
        _severities(content),
        _field("Law", element("select", *_laws(content), name="law")),
        _domains(content),
        _field("State", element("select", *_states(content), name="state")),
        element(
            "p",
            element("output", total, id="shown", aria_live="polite"),
            element("span", "", id="only", hidden=True),
            element("button", "Clear filter", type="reset", title="Escape"),
            element("button", "Open all", type="button", id="open-all"),
            element("button", "Close all", type="button", id="close-all"),
            class_="shown",
        ),
        class_="filter",
        role="search",
        aria_label="Filter the findings",
        hidden=True,
    )


def _field(label: str, control: Markup, name: str = "") -> Markup:
    return element("label", element("span", label), control, class_=f"field for-{name or label.lower()}")


def _severities(content: PageContent) -> Markup:
    counts = Counter(each.finding.severity for each in content.findings)
    boxes = [
        element(
            "label",
            element("input", type="checkbox", name="severity", value=severity.value),
            element("span", severity.value, class_=f"sev {severity.value}"),
            element("b", str(counts[severity])),
        )
        for severity in Severity
        if counts[severity]
    ]
    return element("fieldset", element("legend", "Severity"), element("div", *boxes))


def _laws(content: PageContent) -> Iterator[Markup]:
    laws = Counter((category_of(each.finding).key, each.finding.law) for each in content.findings)
    yield element("option", f"All ({len({law for _, law in laws})})", value="")
    for category in CATEGORIES:
        members = sorted((law, number) for (key, law), number in laws.items() if key == category.key)
        if members:
            every = element("option", f"All {category.title.lower()}", value=f"category:{category.key}")
            each = (element("option", f"{law} ({number})", value=f"law:{law}") for law, number in members)
            yield element("optgroup", every, *each, label=category.title)


def _domains(content: PageContent) -> Markup:
    counts = Counter(each.domain for each in content.findings)
    if not counts.keys() - {""}:
        return Markup("")
    order = [advice.domain for advice in content.report.advice]
    options = [
        element("option", f"{domain or 'outside'} ({counts[domain]})", value=domain or "-")
        for domain in sorted(counts, key=lambda domain: (domain not in order, domain == "", domain))
    ]
    title = (content.axis or "domain").capitalize()
    return _field(title, element("select", element("option", "All", value=""), *options, name="domain"), "domain")


def _states(content: PageContent) -> Iterator[Markup]:
    counts = Counter(each.finding.state for each in content.findings)
    yield element("option", "All", value="")
    for state in State:
        yield element("option", f"{state.value} ({counts[state]})", value=state.value)
