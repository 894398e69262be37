"""Write the same bans for each tool, and read what each of them reports."""

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.trees import Tree

# An importing module, and what it imports: a module, or where a tool reports no more, the banned package.
Pairs = frozenset[tuple[str, str]]


class Truth(NamedTuple):
    """The findings of this tool.

    Attributes:
        imports: Importing module, imported module, names, and the imported package as the ban names it.
        broken: Importing module and imported name where there is no such module, which breaks a law of its own.
    """

    imports: tuple[tuple[str, str, tuple[str, ...], str], ...]
    broken: Pairs

    @property
    def pairs(self) -> Pairs:
        """Importing and imported module."""
        return frozenset((importer, imported) for importer, imported, _, _ in self.imports)

    @property
    def packages(self) -> Pairs:
        """Importing module and banned package."""
        return frozenset((importer, package) for importer, _, _, package in self.imports)

    @property
    def packages_by_content(self) -> Pairs:
        """As `packages`, without `from package import module`, which deply does not see."""
        return frozenset(
            (importer, package)
            for importer, imported, names, package in self.imports
            if imported.rpartition(".")[2] not in names
        )

    @property
    def booked(self) -> Pairs:
        """As `pairs`, but `from package import module` booked on the package, and lost where that is not banned."""
        found = set()
        for importer, imported, names, package in self.imports:
            parent, _, name = imported.rpartition(".")
            book = parent if name in names else imported
            if book == package or book.startswith(f"{package}."):
                found.add((importer, book))
        return frozenset(found)

    def without_broken(self, reported: Pairs, expected: Pairs) -> Pairs:
        """Return the reported pairs without those from broken imports: their names, or a package above."""
        names: dict[str, list[str]] = {}
        for importer, name in self.broken:
            names.setdefault(importer, []).append(f"{name}.")
        return frozenset(
            pair
            for pair in reported
            if pair in expected or not any(name.startswith(f"{pair[1]}.") for name in names.get(pair[0], ()))
        )


def topology(tree: Tree) -> str:
    """For this tool."""
    laws = [
        f"  law-{at}: {{from: {ban.importer}, to: [{', '.join(ban.imported)}]}}" for at, ban in enumerate(tree.bans)
    ]
    head = f"topology: 1\nname: Bench\nsource: {{roots: [.], packages: [{tree.package}]}}\nforbid:\n"
    return head + "\n".join(laws) + "\n"


def truth(output: str, tree: Tree) -> Truth:
    """Read the output of `conformance check --format json`."""
    findings = json.loads(output)["findings"]
    found = [each for each in findings if each["rule"] == "forbid"]
    broken = frozenset((each["module"], each["imported"]) for each in findings if each["kind"] == "unresolved")
    imports = [
        (each["module"], each["imported"], tuple(each["names"]), _package(each["imported"], tree)) for each in found
    ]
    return Truth(tuple(imports), broken)


def _package(module: str, tree: Tree) -> str:
    return next(
        package
        for ban in tree.bans
        for package in ban.imported
        if module == package or module.startswith(f"{package}.")
    )


def importlinter(tree: Tree) -> str:
    """For `lint-imports`."""
    lines = ["[importlinter]", f"root_package = {tree.package}"]
    for at, ban in enumerate(tree.bans):
        lines += [f"[importlinter:contract:{at}]", f"name = law-{at}", "type = forbidden"]
        lines += ["allow_indirect_imports = true", f"source_modules = {ban.importer}", "forbidden_modules ="]
        lines += [f"    {package}" for package in ban.imported]
    return "\n".join(lines) + "\n"


def of_importlinter(output: str, _: Tree) -> Pairs:
    """Lines such as `-   a.b -> c.d (l.1, l.2)`."""
    return frozenset(re.findall(r"^- +(\S+) -> (\S+) \(l\.", output, re.MULTILINE))


def tach(tree: Tree) -> str:
    """For `tach check`: a module for each end of a ban."""
    lines = ['source_roots = ["."]', "exact = false", "ignore_type_checking_imports = false", "exclude = []"]
    banned: dict[str, list[str]] = {}
    for ban in tree.bans:
        banned.setdefault(ban.importer, []).extend(ban.imported)
    for module in sorted({*banned, *(package for ban in tree.bans for package in ban.imported)}):
        lines += ["[[modules]]", f'path = "{module}"']
        if module in banned:
            lines.append(f"cannot_depend_on = {json.dumps(banned[module])}")
    return "\n".join(lines) + "\n"


def of_tach(output: str, tree: Tree) -> Pairs:
    """Read the imported names; the longest prefix of one that is a module is what was imported."""
    modules = {_module(file.relative_to(tree.plain)) for file in tree.files}
    found = [each["Located"] for each in json.loads(output[output.index("[") :])]
    pairs = [(each["file_path"], each["details"]["Code"]["ForbiddenDependency"]["dependency"]) for each in found]
    return frozenset((_module(Path(path)), _longest(name, modules)) for path, name in pairs)


def _longest(name: str, modules: set[str]) -> str:
    while name not in modules and "." in name:
        name = name.rpartition(".")[0]
    return name


def _module(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


ARCHON = """\
import pytest
from pytest_archon import archrule

@pytest.mark.parametrize(("importer", "imported"), {bans!r})
def test_ban(importer, imported):
    rule = archrule("law").match(importer, importer + ".*")
    rule = rule.should_not_import(*imported, *(f"{{package}}.*" for package in imported))
    rule.check({package!r}, only_direct_imports=True)
"""
PYTESTARCH = """\
import pytest
from pytestarch import Rule, get_evaluable_architecture

@pytest.fixture(scope="session")
def architecture():
    return get_evaluable_architecture({folder!r}, {folder!r})

@pytest.mark.parametrize(("importer", "imported"), {bans!r})
def test_ban(architecture, importer, imported):
    rule = Rule().modules_that().are_named(importer).should_not().import_modules_that().are_named(list(imported))
    rule.assert_applies(architecture)
"""
ARCHUNIT = """\
import re
import pytest
from archunitpython import assert_passes, project_files

def below(package):
    return re.compile("/" + package.replace(".", "/") + r"(/|\\.py$)")

@pytest.mark.parametrize(("importer", "imported"), {each!r})
def test_ban(importer, imported):
    rule = project_files({root!r}).in_path(below(importer)).should_not().depend_on_files().in_path(below(imported))
    assert_passes(rule)
"""


def as_test(template: str, tree: Tree, copy: Path) -> str:
    """For the peers that are libraries for tests."""
    bans = [(ban.importer, ban.imported) for ban in tree.bans]
    each = [(ban.importer, package) for ban in tree.bans for package in ban.imported]
    folder = str(copy / tree.package)
    return template.format(bans=bans, each=each, package=tree.package, folder=folder, root=f"{copy}/")


def of_archon(output: str, _: Tree) -> Pairs:
    """Lines such as `- module 'a' has FORBIDDEN import b (matched by ...)`."""
    return frozenset(re.findall(r"^- module '(\S+)' has FORBIDDEN import (\S+) ", output, re.MULTILINE))


def of_pytestarch(output: str, _: Tree) -> Pairs:
    """Lines such as `"a" imports "b"`."""
    found = re.findall(r'"(\S+)" imports "(\S+?)"', output)
    return frozenset((a.removesuffix(".__init__"), b.removesuffix(".__init__")) for a, b in found)


def of_archunit(output: str, tree: Tree) -> Pairs:
    """Lines such as `'/path/a.py' depends on '/path/b.py'`."""
    found = re.findall(r"'(\S+)' depends on '(\S+)'", output)
    return frozenset((_module(_inside(a, tree)), _module(_inside(b, tree))) for a, b in found)


def _inside(path: str, tree: Tree) -> Path:
    return Path(path).relative_to(tree.plain)


def ruff(tree: Tree) -> Mapping[str, str]:
    """For ruff: a file for each package that may not import another."""
    banned: dict[str, list[str]] = {}
    for ban in tree.bans:
        banned.setdefault(ban.importer, []).extend(ban.imported)
    files = {"ruff.toml": 'extend-exclude = ["*.pyi"]\nlint.select = ["TID251"]\n'}
    for importer, packages in banned.items():
        files[f"{importer.replace('.', '/')}/ruff.toml"] = (
            'extend-exclude = ["*.pyi"]\nlint.select = ["TID251"]\n'
            + "".join(f'[lint.flake8-tidy-imports.banned-api."{package}"]\nmsg = "banned"\n' for package in packages)
        )
    return files


def of_ruff(output: str, tree: Tree) -> Pairs:
    """Importing module and banned package."""
    # What it takes for syntax errors, because it does not know for which Python the code is, is no answer.
    found = [each for each in json.loads(output) if each["code"] == "TID251"]
    return frozenset((_module(_inside(each["filename"], tree)), each["message"].split("`")[1]) for each in found)


def deply(tree: Tree) -> str:
    """For `deply analyze`: a layer for each end of a ban."""
    ends: Iterable[str] = sorted({end for ban in tree.bans for end in (ban.importer, *ban.imported)})
    layers = [
        {"name": end, "collectors": [{"type": "directory", "directories": [end.partition(".")[2].replace(".", "/")]}]}
        for end in ends
    ]
    rules = {ban.importer: {"disallow_layer_dependencies": list(ban.imported)} for ban in tree.bans}
    whole: dict[str, Any] = {"paths": [f"./{tree.package}"], "layers": layers, "ruleset": rules}
    # JSON is YAML.
    return json.dumps({"deply": whole}, indent=1)


def of_deply(output: str, _: Tree) -> Pairs:
    """Importing module and banned package, of the entries that are about imports."""
    found = json.loads(output[output.index("{") :])["violations"]
    return frozenset(
        (_module(Path(each["file"])), each["target_layer"])
        for each in found
        if each["dependency_type"].startswith("import")
    )
