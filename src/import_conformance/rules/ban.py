"""Banned calls: functions by their qualified name, methods by name, in the modules that the `ban` section binds."""

import builtins
import sys
from collections.abc import Iterator
from typing import NamedTuple

from import_conformance.model.base.facts import MethodCall, Reference
from import_conformance.model.finding import Confidence, Finding, Kind
from import_conformance.model.laws.ban import called
from import_conformance.model.topology import Ban, BannedCall, Problem
from import_conformance.rules.shared.base import Case, Judgement, Side
from import_conformance.rules.shared.origins import origins, split_at_module

RULE = "ban"
# Functions that are aliases of another one, so that a ban on that one covers them.
_SAME = {"importlib.__import__": "builtins.__import__"}


class BannedUse(NamedTuple):
    """A use of something banned, under the name that the ban lists."""

    at: Reference | MethodCall
    name: str
    confidence: Confidence

    @property
    def is_call(self) -> bool:
        """False for a function that is passed on or assigned."""
        return self.at.called


def judge(case: Case) -> Iterator[Judgement]:
    """Yield one judgement for each ban; references that are not called are findings too."""
    for law in case.topology.of(Ban):
        bound = case.within(law.within) - case.select.any_of(law.exempt)
        modules = sorted(module for module in bound if module in case.codebase.facts)
        wrappers = _wrappers(case, law)
        uses = [(module, use) for module in modules for use in _uses(case, law, module, wrappers)]
        findings = [_finding(case, law, module, use) for module, use in uses]
        yield Judgement.of(law, RULE, map(case.subject, modules), findings, _problems(case, law, bound))


def _uses(case: Case, law: Ban, module: str, wrappers: frozenset[str]) -> Iterator[BannedUse]:
    source = case.codebase.facts[module].source
    if source is None:
        return
    for reference in source.references:
        banned = _banned_name(case, law, module, reference, wrappers)
        name = case.codebase.absolute(module, reference.name)
        if banned:
            # A name that comes from a star import cannot be attributed to one module for certain.
            is_sure = not reference.name.startswith("*.")
            yield BannedUse(reference, banned, Confidence.CERTAIN if is_sure else Confidence.LIKELY)
        elif reference.called and name.rpartition(".")[2] in law.methods:
            yield BannedUse(reference, name, Confidence.LIKELY)
    for call in source.method_calls:
        if call.method in law.methods:
            receiver = case.codebase.absolute(module, call.receiver) if call.receiver else "(...)"
            yield BannedUse(call, f"{receiver}.{call.method}", Confidence.LIKELY)


def _banned_name(case: Case, law: Ban, module: str, reference: Reference, wrappers: frozenset[str]) -> str:
    """Return the banned name that a reference resolves to, wherever it was imported from; "" when it is not banned.

    Args:
        case: The topology and the code.
        law: The ban.
        module: The module that contains the reference.
        reference: The reference.
        wrappers: Modules that may use what is banned, so that a function of theirs with its name is not taken for it.
    """
    names = {banned.name for banned in law.calls if _bans(banned, reference)}
    found = origins(case.codebase, module, reference.name, lambda home: home not in wrappers)
    known = (each for name in found for each in (name, _qualified(name)))
    return next((name for name in known if name in names), "")


def _wrappers(case: Case, law: Ban) -> frozenset[str]:
    """Return the modules of `except`, and the one that `use` names."""
    home = split_at_module(case.codebase, law.use)[0] if law.use else ""
    return case.select.any_of(law.exempt) | ({home} if home else frozenset())


def _qualified(name: str) -> str:
    """Return the name of a built-in function with its module, as the law has it; any other name unchanged."""
    return _SAME.get(name) or (f"builtins.{name}" if hasattr(builtins, name) else name)


def _bans(banned: BannedCall, reference: Reference) -> bool:
    """Return True for a use that the ban covers; a function that is passed on may be called without arguments."""
    return not banned.without_arguments or reference.arguments is None or not reference.passes


def _finding(case: Case, law: Ban, module: str, use: BannedUse) -> Finding:
    where = f" in {use.at.function}()" if use.at.function else ""
    what = f"calls {use.name}()" if use.is_call else f"refers to {use.name}"
    home, _, last = law.use.rpartition(".")
    instead = f"call {last}(){home and f' of {home}'} instead" if law.use else "leave it to who may call it"
    return Finding(
        law=law.id,
        rule=RULE,
        kind=Kind.CALL,
        severity=law.severity,
        law_line=law.position.line,
        path=case.codebase.paths[module],
        line=use.at.line,
        column=use.at.column,
        identity=use.name,
        message=f"{case.who(module)} {what}{where}; {law.id} bans it",
        because=law.because,
        fix=law.fix or instead,
        confidence=use.confidence,
        details={"call": use.name, "called": use.is_call, "function": use.at.function, "use": law.use},
        **case.location(module),
    )


def _problems(case: Case, law: Ban, bound: frozenset[str]) -> Iterator[Problem]:
    """Yield selectors that name nothing, and calls of what does not exist: such a ban cannot fail."""
    yield from case.unmatched(law, f"ban.{law.id}", (*law.within, *law.exempt))
    if law.optional:
        return
    if not bound and case.within(law.within):
        yield case.problem(law.position, f"ban.{law.id} binds no module: 'except' takes out every module of its scope")
    outside = {edge.imported.partition(".")[0] for edge in case.codebase.externals} | set(sys.stdlib_module_names)
    for banned in law.calls:
        if _is_inside(case, banned.name):
            if not _may_exist(case, banned.name):
                sentence = f"'{banned.name}' in ban.{law.id} is in no module of the code base; is it misspelt?"
                yield case.problem(banned.position, sentence)
        elif banned.name.partition(".")[0] not in outside:
            sentence = f"'{banned.name}' in ban.{law.id} is of a package that is imported nowhere; is it misspelt?"
            yield case.problem(banned.position, sentence)
    if law.use and _is_inside(case, law.use) and not _may_exist(case, law.use):
        home = law.use.rpartition(".")[0]
        yield case.problem(law.position, f"ban.{law.id} says to use {law.use}, but there is no module {home}")


def _is_inside(case: Case, name: str) -> bool:
    return any(package.partition(".")[0] == name.partition(".")[0] for package in case.topology.source.packages)


def _may_exist(case: Case, name: str) -> bool:
    """Return True for the name of a function in a module, or in a class of one."""
    home, rest = split_at_module(case.codebase, name)
    return home in case.codebase.paths and rest.count(".") <= 1


def sides(case: Case, law: Ban) -> Iterator[Side]:
    """Yield where the calls are banned, and who may make them."""
    exempt = case.select.any_of(law.exempt)
    yield f"may not call {called(law)}", case.within(law.within) - exempt
    if exempt:
        yield f"may call {called(law)} all the same", exempt
