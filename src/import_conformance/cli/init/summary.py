"""The summary that `init` prints: what was found, what was written, what to do next."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from import_conformance.cli.init.draft import CONTRACTS, Draft
from import_conformance.cli.init.suite_folder import FOLDER
from import_conformance.model.codebase import Codebase, Fate
from import_conformance.proposing.remainder import whereabouts
from import_conformance.reading.project.setuptools_discovery import Discovery, discovery_of
from import_conformance.reading.project.source_layout import Layout
from import_conformance.reporting.words import counted

MOST_NAMED, MOST_LAWS = 12, 4


def summary(draft: Draft, plain: Codebase, layout: Layout, files: Sequence[str], here: Path) -> Iterator[str]:
    """Yield about ten titled lines; `plain` is the code before the topology excluded anything of it."""
    proposal, verdict = draft.proposal, draft.session.verdict
    yield f"wrote:   {', '.join(files)}" if files else "wrote:   nothing; this is a dry run"
    yield f"law:     {proposal.headline}"
    yield f"files:   {_files(plain)}"
    yield f"layers:  {named([layer.name for layer in proposal.layers])}"
    for axis, values in proposal.axes.items():
        comment = proposal.axis_comments.get(axis, "")
        yield f"{axis + 's:':<8} {named(values)}{comment and f' ({comment})'}"
    yield from _unplaced(draft)
    yield f"laws:    {len(verdict.laws)}, built-in ones included"
    yield f"known:   {_found((entry.law, entry.count) for entry in draft.session.known)}{_for_checkers(draft)}"
    if verdict.new:
        yield f"new:     {_found((finding.law, 1) for finding in verdict.new)}"
    if layout.aside:
        yield f"aside:   {' '.join(layout.aside)}, not looked at"
    for sentence in proposal.untranslated:
        yield f"weaker:  {sentence}"
    if files and CONTRACTS not in files:
        yield f"kept:    {CONTRACTS} is yours; once topology.yaml says it all, delete it and run `conformance compile`"
    yield from _packaging(discovery_of(here, FOLDER), layout, here)
    first = ", the lines marked `uncertain` first" if "uncertain" in draft.text else ""
    yield f"next:    read topology.yaml{first}; then"
    yield "         conformance check && pytest conformance/ && lint-imports"


def _packaging(discovery: Discovery, layout: Layout, here: Path) -> Iterator[str]:
    """Yield what keeps the folder of the suite out of what setuptools builds."""
    if discovery is Discovery.NOTHING:
        return
    if discovery is Discovery.SHIPS:
        yield f"package: setuptools would ship {FOLDER}/ with the project; add to its search for packages"
        yield f'         exclude = ["{FOLDER}"]'
        return
    heads = sorted({package.partition(".")[0] for package in layout.packages})
    folders = [head for head in heads if (here / head).is_dir()]
    yield f"package: setuptools looks for packages by itself here and takes {FOLDER}/ for one; add to pyproject.toml"
    yield "         [tool.setuptools.packages.find]" if folders else "         [tool.setuptools]"
    names = ", ".join(f'"{name}*"' for name in folders) or ", ".join(f'"{name}"' for name in heads)
    yield f"         {'include' if folders else 'py-modules'} = [{names}]"


def _unplaced(draft: Draft) -> Iterator[str]:
    """Yield the modules without a layer, unless there are only the packages themselves, which the file explains."""
    packages = draft.proposal.packages
    left = [file.module for file in draft.session.codebase.files if file.fate is Fate.UNPLACED and file.module]
    if draft.proposal.layers and not set(left) <= set(packages):
        yield f"unplaced: {counted(len(left), 'module')} that no layer claims: {whereabouts(left, packages)}"


def _for_checkers(draft: Draft) -> str:
    """Describe how many of the known findings are imports for type checkers only; "" for none."""
    return f"; {draft.typing} of them for type checkers only" if draft.typing else ""


def _files(codebase: Codebase) -> str:
    total = len(codebase.files)
    unseen = (Fate.NOT_REGULAR, Fate.NOT_IMPORTABLE)
    sources = [file for file in codebase.files if file.path.endswith(".py") and file.fate not in unseen]
    seen = sum(not file.recovered for file in sources)
    summed_up = f"{counted(total, 'file')} on disk, {seen} of which plain grimp sees"
    unread = codebase.count(Fate.UNPARSABLE)
    return f"{summed_up}; excluded, for this Python cannot read them: {unread}" if unread else summed_up


def _found(entries: Iterable[tuple[str, int]]) -> str:
    laws: Counter[str] = Counter()
    for law, count in entries:
        laws[law] += count
    if not laws:
        return "nothing; the law holds today"
    most = ", ".join(f"{count} {law}" for law, count in sorted(laws.items(), key=lambda e: (-e[1], e[0]))[:MOST_LAWS])
    more = f" and {counted(len(laws) - MOST_LAWS, 'more law')}" if len(laws) > MOST_LAWS else ""
    return f"{counted(laws.total(), 'finding')}: {most}{more}"


def named(names: Sequence[str]) -> str:
    """Describe how many names there are, and list the first of them."""
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return f"{len(names)}: {' '.join(names[:MOST_NAMED])}{more}" if names else "none"
