"""The modules that each law applies to, and a sentence about each side of a law."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from import_conformance.explaining.ruling import kinds_text
from import_conformance.model.topology import (
    Acyclic,
    Allow,
    Ban,
    Builtin,
    Custom,
    Forbid,
    Headers,
    ImportKind,
    Law,
    Name,
    Own,
    Quarantine,
    Require,
    Selector,
    Topology,
    Via,
)
from import_conformance.rules import acyclic
from import_conformance.rules.require import subjects_of
from import_conformance.rules.shared.base import Case, enumerated

Side = tuple[str, frozenset[str]]
SECTIONS: dict[type[Law], str] = {
    Allow: "allow",
    Forbid: "forbid",
    Require: "require",
    Own: "own",
    Ban: "ban",
    Acyclic: "acyclic",
    Name: "names",
    Headers: "headers",
    Quarantine: "quarantine",
    Custom: "rules",
    Builtin: "builtin",
}


@dataclass(frozen=True)
class LawScope:
    """One side of a law: what it says about the modules on this side."""

    law: Law
    says: str
    modules: frozenset[str]

    @property
    def is_narrow(self) -> bool:
        """False for a law that applies to the whole code base because the topology does not restrict it."""
        match self.law:
            case Own():
                return bool(self.law.among)
            case Ban() | Acyclic() | Headers() | Custom():
                return bool(self.law.within)
        return True

    @property
    def section(self) -> str:
        """The section of the topology that the law is in."""
        return SECTIONS[type(self.law)]


def scopes(case: Case) -> Iterator[LawScope]:
    """Yield every side of every law that the author wrote; laws with two sides have two scopes."""
    for law in case.topology.written_laws():
        for sentence, modules in _sides(case, law):
            yield LawScope(law, sentence, modules)


def _sides(case: Case, law: Law) -> Iterator[Side]:
    match law:
        case Allow() | Forbid():
            yield from _edge_sides(case, law)
        case Require():
            of = subjects_of(case, law).values()
            yield f"must import {texts(law.targets)}", frozenset(module for modules in of for module in modules)
            yield "is what others must import", case.select.any_of(law.targets)
        case Own():
            yield from _own_sides(case, law)
        case Ban():
            exempt = case.select.any_of(law.exempt)
            yield f"may not call {_called(law)}", case.within(law.within) - exempt
            if exempt:
                yield f"may call {_called(law)} all the same", exempt
        case Acyclic():
            yield f"may close no cycle of imports {_over(law)}", frozenset(acyclic.part_of(case, law))
        case Name() | Headers() | Custom():
            yield _file_side(case, law)
        case Quarantine():
            yield "is set aside: no module outside may import it", case.select.any_of(law.modules)


def _file_side(case: Case, law: Name | Headers | Custom) -> Side:
    within = case.within(law.within)
    if isinstance(law, Custom):
        return f"is judged by the rule {law.rule}", frozenset(m for m in within if m in case.codebase.paths)
    if isinstance(law, Name):
        files = (m for m in case.select.any_of(law.within) if m in case.codebase.paths and not case.is_package(m))
        return f"may {_globs(law)}", frozenset(files)
    placed = (m for m in within if m in case.codebase.facts and m in case.codebase.places)
    return f"must lie in the layer that `# {law.key}:` claims", frozenset(placed)


def _edge_sides(case: Case, law: Allow | Forbid) -> Iterator[Side]:
    may = "may" if isinstance(law, Allow) else "may not"
    outside = (external.text for external in law.externals) if isinstance(law, Forbid) else ()
    kinds = _kinds(law.kinds)
    yield f"{may} import {enumerated((*names_of(law.targets), *outside), 9)}{kinds}", case.select.any_of(law.sources)
    if law.targets:
        yield f"{may} be imported by {texts(law.sources)}{kinds}", case.select.any_of(law.targets)


def _own_sides(case: Case, law: Own) -> Iterator[Side]:
    owners = case.select.any_of(law.owner)
    among = case.within(law.among) - owners
    if law.symbols:
        yield f"may not define {enumerated(law.symbols)}, which {texts(law.owner)} owns", among
        yield f"is the home of {enumerated(law.symbols)}", owners
    elif law.owner:
        yield f"may hold no copy of a module of {texts(law.owner)}", among
        yield "is the original that no other module may copy", owners
    else:
        yield f"may not be a copy of a module of another {law.between}", among


def law_sentence(law: Law, topology: Topology) -> str:
    """Return a law as one sentence, made from its entry in the topology."""
    sentence = ""
    match law:
        case Allow():
            sentence = (
                f"{texts(law.sources)} may import {texts(law.targets)}{_within(law, topology)}{_kinds(law.kinds)}"
            )
        case Forbid():
            outside = (external.text for external in law.externals)
            targets = enumerated((*names_of(law.targets), *outside), 9)
            sentence = f"{texts(law.sources)} may not import {targets}{_kinds(law.kinds)}"
        case Require():
            how = "directly or by a chain of allowed imports" if law.via is Via.LEGAL else "directly"
            sentence = f"{_bound(law)} must import {texts(law.targets)}, {how}"
        case Own():
            sentence = _owned(law)
        case Ban():
            instead = f"; to be used instead: {law.use}" if law.use else ""
            exempt = f", except {texts(law.exempt)}" if law.exempt else ""
            sentence = f"{_everywhere(law.within)} may not call {_called(law)}{exempt}{instead}"
        case Acyclic():
            sentence = f"the modules of {_everywhere(law.within)} may close no cycle of imports {_over(law)}"
        case Name() | Headers() | Custom():
            sentence = _sentence_about_files(law)
        case Quarantine():
            limit = f"; there may be at most {law.at_most} of them" if law.at_most is not None else ""
            sentence = f"no other module may import {texts(law.modules)}{limit}"
    return sentence


def _sentence_about_files(law: Name | Headers | Custom) -> str:
    if isinstance(law, Custom):
        return f"the modules of {_everywhere(law.within)} are judged by {law.rule}, a rule from outside"
    if isinstance(law, Name):
        return f"the modules of {texts(law.within)} may {_globs(law)}"
    missing = " and must be there" if law.required else ""
    scope = _everywhere(law.within)
    return f"a comment `# {law.key}: LAYER` at the top of a file of {scope} must be true{missing}"


def _within(law: Allow, topology: Topology) -> str:
    same = [axis for axis in topology.axis_names if axis not in law.across]
    return f", within one {enumerated(same)}" if same else ", anywhere"


def _kinds(kinds: frozenset[ImportKind]) -> str:
    return "" if len(kinds) == len(ImportKind) else f", in {kinds_text(kinds)} imports"


def _bound(law: Require) -> str:
    within = f" of {texts(law.within)}" if law.within else ""
    if law.every == "module":
        writes = f" that writes {law.writes_models} or more ORM models" if law.writes_models else ""
        return f"every module{within}{writes}"
    return f"each {law.every}{f' ({enumerated(law.of, 9)})' if law.of else ''}{within}"


def _owned(law: Own) -> str:
    owner = texts(law.owner)
    where = f" anywhere else in {texts(law.among)}" if law.among else " anywhere else"
    if law.symbols:
        return f"{enumerated(law.symbols)} may be defined in {owner} and not{where}"
    alike = f"(alike by {law.similarity:.0%} or more)"
    if law.owner:
        return f"no module of {owner} may have a copy{where} {alike}"
    among = f" of {texts(law.among)}" if law.among else ""
    return f"no module{among} may be a copy of one of another {law.between} {alike}"


def _called(law: Ban) -> str:
    calls = (f"{call.name}{'()' if call.without_arguments else ''}" for call in law.calls)
    return enumerated((*calls, *(f".{method}()" for method in law.methods)), 9)


def _over(law: Acyclic) -> str:
    return f"between one {law.over} and another"


def _globs(law: Name) -> str:
    allowed = [f"be called only {enumerated(law.allow, 9)}"] if law.allow else []
    denied = [f"not be called {enumerated(law.deny, 9)}"] if law.deny else []
    return " and may ".join([*allowed, *denied])


def _everywhere(selectors: tuple[Selector, ...]) -> str:
    return texts(selectors) if selectors else "the whole code base"


def names_of(selectors: Iterable[Selector]) -> list[str]:
    """Return selectors as the topology writes them."""
    return [selector.text for selector in selectors]


def texts(selectors: Iterable[Selector]) -> str:
    """Return selectors as the topology writes them, in one phrase."""
    return enumerated(names_of(selectors), 9)
