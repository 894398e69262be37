"""A small application with a history: commits made in a repository of its own, and the command that compares them."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from click.testing import Result

from tests.support import tiny

TOPOLOGY = """\
topology: 1
name: Shop
source: {roots: [src], packages: [shop], baseline: known.json}
layers:
  api: {modules: "shop.{area}.api"}
  core: {modules: "shop.{area}.core"}
axes: {area: [cart, stock]}
allow:
  - api -> core
  - core -> core
forbid:
  no-pickle: {from: core, to: [pickle, marshal], severity: critical, fix: use json, optional: true, because: not yet}
"""
CODE = {
    "src/shop/cart/api.py": "import shop.cart.core\n",
    "src/shop/cart/core.py": "TOTAL = 0\n",
    "src/shop/stock/api.py": "import shop.stock.core\n",
    "src/shop/stock/core.py": "import pickle\nimport marshal\nimport shop.stock.api\n",
}
LOOSER = TOPOLOGY.replace("[pickle, marshal], severity: critical", "[pickle], severity: low").replace(
    "  - core -> core\n", "  - core -> core\n  - {edge: api -> api, across: area}\n"
)
SECOND = {
    "topology.yaml": LOOSER,
    "src/shop/cart/api.py": "import shop.cart.core\nimport shop.stock.api\n",
    "src/shop/cart/core.py": "TOTAL = 0\nimport marshal\nimport pickle\nimport shop.cart.api\n",
    "src/shop/stock/core.py": "import marshal\n",
}
_GIT = {
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_AUTHOR_DATE": "2026-01-01T00:00:00Z",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.org",
    "GIT_COMMITTER_DATE": "2026-01-01T00:00:00Z",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
}


class History:
    """A repository at `home`; each `commit` says what is different, as text by path, None for what is gone."""

    def __init__(self, home: Path, files: Mapping[str, str] | None = None) -> None:
        self.home = home
        home.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main")
        self.commit("one", {"topology.yaml": TOPOLOGY, **CODE} if files is None else files)

    @classmethod
    def existing(cls, home: Path) -> "History":
        """Return a repository that exists already."""
        history = cls.__new__(cls)
        history.home = home
        return history

    def git(self, *words: str) -> str:
        """Run git and return its output."""
        environment = {**os.environ, **_GIT}
        done = subprocess.run(["git", *words], cwd=self.home, env=environment, capture_output=True, check=True)
        return done.stdout.decode("utf-8", "replace").strip()

    def write(self, changes: Mapping[str, str | bytes | None]) -> None:
        """Change the work tree."""
        for path, content in changes.items():
            place = self.home / path
            if content is None:
                place.unlink()
            else:
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(content.encode() if isinstance(content, str) else content)

    def commit(self, name: str, changes: Mapping[str, str | bytes | None]) -> str:
        """Change the work tree, commit all of it, and call the commit by a tag."""
        self.write(changes)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", f"--message={name}")
        self.git("tag", name)
        return self.git("rev-parse", "HEAD")


def diff(*words: str) -> Result:
    """Return the result of `conformance diff`."""
    return tiny.run("diff", *words)
