"""A new name for a file whose name the law does not accept: the old one without what is denied, in the same folder."""

from collections.abc import Iterator
from fnmatch import fnmatchcase

from import_conformance.model.placement import Clash, place
from import_conformance.model.topology import Name
from import_conformance.rules.shared.base import Case

MOST = 9


def new_name(case: Case, module: str) -> str:
    """Return the first name that all laws accept, that is free, and that leaves the file in its layer; "" for none."""
    home, _, last = module.rpartition(".")
    laws = [law for law in case.topology.of(Name) if module in case.select.any_of(law.within)]
    for name in _candidates(laws, last):
        new = f"{home}.{name}"
        is_free = name.isidentifier() and new not in case.codebase.modules
        if is_free and _is_accepted(laws, name) and _stays(case, module, new):
            return name
    return ""


def _candidates(laws: list[Name], last: str) -> Iterator[str]:
    """Yield the old name without what is denied, in the shape of what is allowed, and with a number behind it."""
    bare = last
    for law in laws:
        for glob in law.deny:
            if fnmatchcase(bare, glob):
                bare = _without(bare, glob) or bare
    shapes = [glob for law in laws for glob in law.allow if glob.count("*") == 1 and "?" not in glob]
    yield bare
    yield from (glob.replace("*", bare) for glob in shapes)
    yield from (glob for law in laws for glob in law.allow if glob.isidentifier())
    for number in range(2, MOST):
        yield f"{bare}_{number}"
        yield from (glob.replace("*", f"{bare}_{number}") for glob in shapes)


def _without(name: str, glob: str) -> str:
    """Return a name without the fixed parts around the wildcard of a glob; "" where the glob has not just one."""
    before, star, after = glob.partition("*")
    if not star or "*" in after or "?" in glob or "[" in glob:
        return ""
    return name[len(before) : len(name) - len(after)].strip("_")


def _is_accepted(laws: list[Name], name: str) -> bool:
    return all(
        not any(fnmatchcase(name, glob) for glob in law.deny)
        and (not law.allow or any(fnmatchcase(name, glob) for glob in law.allow))
        for law in laws
    )


def _stays(case: Case, module: str, new: str) -> bool:
    """Return whether a module is in the same layer and domain under its new name."""
    before, after = case.codebase.places.get(module), place(new, case.topology)
    if isinstance(after, Clash):
        return False
    if before and after:
        return (before.layer, before.captures) == (after.layer, after.captures)
    return before is after
