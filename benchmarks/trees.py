"""The code that is judged, and by which laws: what no tool here can write down or find is not in them."""

import random
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

WHEELS = {"home-assistant": "homeassistant==2026.2.3", "Django": "Django==5.2.8"}
TIERS = ("low", "mid", "top")
# Modules in a folder of a generated tree, and imports in a module.
FOLDER, IMPORTS = 100, 6


@dataclass(frozen=True)
class Ban:
    """No module in `importer` may itself import one in `imported`, for whatever use."""

    importer: str
    imported: tuple[str, ...]


@dataclass(frozen=True)
class Tree:
    """Code in copies that belong to the benchmark.

    label: what the page calls it; package: the one top-level package; edited: a file in which one line is changed.
    """

    label: str
    folder: Path
    package: str
    bans: tuple[Ban, ...]
    edited: str

    @property
    def plain(self) -> Path:
        """The copy that stays as it is."""
        return self.folder / "plain"

    @property
    def changing(self) -> Path:
        """The copy in which a line is changed."""
        return self.folder / "changing"

    @property
    def complete(self) -> Path:
        """The copy in which each folder with modules is a regular package, and no package hides a module.

        Without that grimp looks at no file below a folder without `__init__.py`, and pytest-archon refuses the tree.
        """
        return self.folder / "complete"

    @property
    def files(self) -> list[Path]:
        """All modules of the plain copy."""
        return sorted((self.plain / self.package).rglob("*.py"))

    @property
    def size(self) -> tuple[int, int]:
        """Lines and bytes."""
        contents = [file.read_bytes() for file in self.files]
        return sum(content.count(b"\n") for content in contents), sum(map(len, contents))


def copied(label: str, source: Path, home: Path, bans: tuple[Ban, ...], edited: str) -> Tree:
    """The tree of the package at `source`; copies that are there already are used again."""
    tree = Tree(label, home / label.replace(" ", "-"), source.name, bans, edited)
    for copy in (tree.plain, tree.changing, tree.complete):
        if not (copy / source.name).exists():
            shutil.copytree(source, copy / source.name, ignore=shutil.ignore_patterns("__pycache__", "*.toml"))
    _complete(tree.complete / source.name)
    return tree


def _complete(package: Path) -> None:
    for folder in {parent for file in package.rglob("*.py") for parent in file.parents if package in parent.parents}:
        (folder / "__init__.py").touch()
        folder.with_suffix(".py").unlink(missing_ok=True)


def application(backend: Path, home: Path) -> Tree:
    """The real application, whose checkout holds `app`."""
    bans = (
        Ban("app.hoc", ("app.services", "app.models")),
        Ban("app.models", ("app.services", "app.hoc", "app.auth", "app.db")),
        Ban("app.services", ("app.hoc", "app.api")),
    )
    return copied("application", backend / "app", home, bans, "app/db.py")


def home_assistant(home: Path) -> Tree:
    """The largest application that the package index has as a wheel."""
    bans = (
        Ban("homeassistant.util", ("homeassistant.components", "homeassistant.helpers")),
        Ban("homeassistant.helpers", ("homeassistant.components",)),
    )
    edited = "homeassistant/helpers/json.py"
    return copied("home-assistant", _wheel("home-assistant", home) / "homeassistant", home, bans, edited)


def django(home: Path) -> Tree:
    """A framework of middle size."""
    bans = (
        Ban("django.utils", ("django.db", "django.http", "django.contrib", "django.template")),
        Ban("django.db", ("django.contrib", "django.forms")),
    )
    return copied("Django", _wheel("Django", home) / "django", home, bans, "django/utils/dates.py")


def _wheel(label: str, home: Path) -> Path:
    """The files of a wheel, which is neither installed nor run."""
    folder = home / "wheels" / WHEELS[label].replace("==", "-")
    if not folder.exists():
        # Wheels for a later Python than this one are wanted, too: they are only read.
        options = (
            "--quiet",
            "--no-deps",
            "--ignore-requires-python",
            "--only-binary=:all:",
            "--dest",
            str(home / "wheels"),
        )
        subprocess.run([sys.executable, "-m", "pip", "download", *options, WHEELS[label]], check=True)  # noqa: S603  # this Python
        with zipfile.ZipFile(
            next((home / "wheels").glob(WHEELS[label].replace("==", "-").lower() + "-*.whl"))
        ) as wheel:
            wheel.extractall(folder)
    return folder


def generated(modules: int, home: Path) -> Tree:
    """A tree of so many modules in three tiers, of which the lowest now and then imports the highest."""
    label = f"{modules // 1000}k modules"
    source = home / "generated" / str(modules) / "grown"
    if not source.exists():
        for path, text in _modules(modules):
            (source / path).parent.mkdir(parents=True, exist_ok=True)
            (source / path).write_text(text)
    bans = (Ban("grown.low", ("grown.top", "grown.mid")), Ban("grown.mid", ("grown.top",)))
    return copied(label, source, home, bans, "grown/low/p0/m1.py")


def _modules(count: int) -> Iterator[tuple[str, str]]:
    """Path and text of each module; the folders' `__init__.py` are among the `count`."""
    yield "__init__.py", ""
    for tier in TIERS:
        yield f"{tier}/__init__.py", ""
    chance = random.Random(count)  # noqa: S311  # the same tree each time
    for number in range(count - 4):
        level, place = number % 3, number // 3
        folder = f"{TIERS[level]}/p{place // FOLDER}"
        if place % FOLDER == 0:
            yield f"{folder}/__init__.py", '"""A folder."""\n'
            continue
        names = [_target(chance, chance.randint(0, level), place) for _ in range(IMPORTS)]
        if level == 0 and place % 500 == 7:
            names.append(_target(chance, 2, place))
        yield f"{folder}/m{place % FOLDER}.py", _text(number, sorted(set(names)))


def _target(chance: random.Random, tier: int, place: int) -> str:
    """A module of a tier, most often near."""
    to = max(0, place - chance.choice((3, 20, 1000))) if place > FOLDER else chance.randrange(1, max(2, place))
    to += to % FOLDER == 0
    return f"grown.{TIERS[tier]}.p{to // FOLDER}.m{to % FOLDER}"


def _text(number: int, names: list[str]) -> str:
    imports = [
        f"import {name}" if at % 2 else "from {} import {}".format(*name.rsplit(".", 1))
        for at, name in enumerate(names)
    ]
    body = [
        f'\n\ndef work_{at}(count: int, names: list[str]) -> dict[str, int]:\n    """Do piece {at} of {number}."""\n'
        f"    found: dict[str, int] = {{}}\n    for place, name in enumerate(names):\n"
        f"        if place % {at + 2} == count and name.startswith('n'):\n            found[name] = place * {number}\n"
        f"    return found"
        for at in range(5)
    ]
    return "\n".join(
        [f'"""Module {number}."""', "", "import os", "from dataclasses import dataclass", "", *imports, *body, ""]
    )
