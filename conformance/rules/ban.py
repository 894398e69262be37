"""Banned calls: functions by their qualified name, methods by name, in the modules that the `ban` section speaks of."""

import sys
from collections.abc import Iterator

from conformance.model.facts import MethodCall, Reference
from conformance.model.finding import Confidence, Finding, Kind
from conformance.model.topology import Ban, BannedCall, Problem
from conformance.rules.base import Case, Judgement

RULE = "ban"


def judge(case: Case) -> Iterator[Judgement]:
    """One judgement for each ban; each use is a finding, a reference that is not called among them."""
    for law in case.topology.ban:
        scope = case.select.any_of(law.within) if law.within else case.codebase.modules
        exempt = case.select.any_of(law.exempt)
        modules = sorted(module for module in scope - exempt if module in case.codebase.facts)
        findings = [finding for module in modules for finding in _in_module(case, law, module)]
        yield Judgement.of(law, RULE, map(case.subject, modules), findings, _problems(case, law))


def _in_module(case: Case, law: Ban, module: str) -> Iterator[Finding]:
    source = case.codebase.facts[module].source
    if source is None:
        return
    for reference in source.references:
        name = case.codebase.absolute(module, reference.name)
        if any(_bans(banned, name, reference) for banned in law.calls):
            yield _finding(case, law, module, reference, name, Confidence.CERTAIN)
        elif reference.called and name.rpartition(".")[2] in law.methods:
            yield _finding(case, law, module, reference, name, Confidence.LIKELY)
    for call in source.method_calls:
        if call.method in law.methods:
            name = f"{call.receiver or '...'}.{call.method}"
            yield _finding(case, law, module, call, name, Confidence.LIKELY)


def _bans(banned: BannedCall, name: str, reference: Reference) -> bool:
    """True for a use that the ban means; one that is bound and not called will be called without arguments, or may be."""
    if banned.name != name:
        return False
    return not banned.without_arguments or not reference.called or (reference.arguments == 0 and not reference.keywords)


def _finding(
    case: Case, law: Ban, module: str, use: Reference | MethodCall, name: str, confidence: Confidence
) -> Finding:
    is_call = isinstance(use, MethodCall) or use.called
    where = f" in {use.function}()" if use.function else ""
    what = f"calls {name}()" if is_call else f"refers to {name}"
    use_instead = f"; call {law.use.rpartition('.')[2]}() of {law.use.rpartition('.')[0]} instead" if law.use else ""
    return Finding(
        law=law.id,
        rule=RULE,
        kind=Kind.CALL,
        severity=law.severity,
        law_line=law.position.line,
        path=case.codebase.paths[module],
        line=use.line,
        column=use.column,
        identity=name,
        message=f"{case.who(module)} {what}{where}; {law.id} bans it",
        because=law.because,
        fix=law.fix or use_instead.removeprefix("; ") or "leave it to who may call it",
        confidence=confidence,
        details={"call": name, "called": is_call, "function": use.function, "use": law.use},
        **case.standing(module),  # type: ignore[arg-type]  # keywords of known names and types
    )


def _problems(case: Case, law: Ban) -> Iterator[Problem]:
    """Selectors that name nothing, and calls into packages that nobody imports."""
    if law.optional:
        return
    for selector in (*law.within, *law.exempt):
        if not case.select(selector):
            yield case.problem(selector.position, f"'{selector.text}' in ban.{law.id} names no module of the code base")
    roots = {edge.imported.partition(".")[0] for edge in case.codebase.externals} | set(sys.stdlib_module_names)
    for banned in law.calls:
        root = banned.name.partition(".")[0]
        if root not in roots and not any(module.partition(".")[0] == root for module in case.codebase.modules):
            yield case.problem(
                banned.position, f"'{banned.name}' in ban.{law.id} is of a package that is imported nowhere; is it misspelt?"
            )
    if law.use and law.use.partition(".")[0] in {module.partition(".")[0] for module in case.codebase.modules}:
        home = law.use.rpartition(".")[0]
        if home not in case.codebase.modules:
            yield case.problem(law.position, f"ban.{law.id} says to use {law.use}, but there is no module {home}")
