"""Trees with links and several source roots, judged by the real command."""

import json
import os
from pathlib import Path
from typing import Any

from tests.support.linting import plant
from tests.support.tiny import run

FORBID = "forbid: {f: {from: drive, to: system}}\n"


def law(root: Path, source: str, rest: str = "") -> None:
    """Write a topology with the given `source`, and work beside it."""
    (root / "topology.yaml").write_text(f"topology: 1\nname: T\nsource: {source}\n{rest}")
    os.chdir(root)


def lay(root: Path, files: dict[str, str], links: dict[str, str] | None = None) -> None:
    """Write files by path, and links with what they lead to."""
    plant(root, files)
    for path, target in (links or {}).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).symlink_to(target)


def verdict(*words: str) -> dict[str, Any]:
    """Return the verdict as JSON, with the whole ledger."""
    result = run("check", "--format", "json", "--ledger", "full", "--no-index", *words)
    assert result.exit_code in (0, 1), result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def fates(*words: str) -> dict[str, str]:
    """Return fate and module of each file, by its path from the topology."""
    files = verdict(*words)["ledger"]["files"]
    return {f"{file.get('root', '')}:{file['path']}": f"{file['fate']} {file.get('module', '-')}" for file in files}


def findings(*words: str) -> list[str]:
    """Return each finding as `law path:line`, its root in front where it has one."""
    return [
        f"{f['law']} {f['root'] + '/' if f.get('root') else ''}{f['path']}:{f['line']}"
        for f in verdict(*words)["findings"]
    ]
