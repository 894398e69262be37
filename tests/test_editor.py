"""The schema in an editor: what yaml-language-server underlines and completes in a topology."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import pytest

from import_conformance.model.laws.forbid import FORBID_KEYS
from import_conformance.model.laws.sections import TOPOLOGY
from import_conformance.model.topology import Severity
from import_conformance.reporting.language import schema

# Where `make editor` installs it.
SERVER = Path(sys.prefix) / "editor/node_modules/yaml-language-server/bin/yaml-language-server"
NODE = shutil.which("node")
pytestmark = [
    pytest.mark.skipif(NODE is None, reason="yaml-language-server runs on node, which is not here"),
    pytest.mark.skipif(not SERVER.exists(), reason="yaml-language-server is not installed: run `make editor`"),
]
ROOT = Path(__file__).parents[1]
HEAD = "# yaml-language-server: $schema=topology.schema.json\ntopology: 1\nname: Shop\n"
SOURCE = "source: {roots: [src], packages: [shop]}\n"


class Editor:
    """A client of the language server, which speaks JSON-RPC over a pair of pipes (LSP 3.17)."""

    def __init__(self, home: Path, process: "subprocess.Popen[bytes]") -> None:
        assert process.stdin
        assert process.stdout
        self._to: IO[bytes] = process.stdin
        self._from: IO[bytes] = process.stdout
        self._uri = (home / "topology.yaml").as_uri()
        self._ids = 0
        self.ask("initialize", {"processId": None, "rootUri": home.as_uri(), "capabilities": {}})
        self.notify("initialized", {})

    def open(self, text: str) -> list[str]:
        """Open the file with a text; return what is underlined, as `line: message`, lines from 1."""
        document = {"uri": self._uri, "languageId": "yaml", "version": 1, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": document})
        found = self._until(lambda message: message.get("method") == "textDocument/publishDiagnostics")
        return [f"{each['range']['start']['line'] + 1}: {each['message']}" for each in found["params"]["diagnostics"]]

    def complete(self, line: int, column: int) -> set[str]:
        """Return what is offered at a line and column, both counted from 1."""
        place = {"line": line - 1, "character": column - 1}
        answer = self.ask("textDocument/completion", {"textDocument": {"uri": self._uri}, "position": place})
        return {item["label"] for item in answer["items"]}

    def hover(self, line: int, column: int) -> str:
        """Return what is shown at a line and column, both counted from 1."""
        place = {"line": line - 1, "character": column - 1}
        answer = self.ask("textDocument/hover", {"textDocument": {"uri": self._uri}, "position": place})
        return str(answer["contents"]["value"])

    def ask(self, method: str, params: object) -> Any:  # noqa: ANN401  # as JSON has it
        """Send a request and wait for its answer."""
        self._ids += 1
        wanted = self._ids
        self._send({"id": wanted, "method": method, "params": params})
        return self._until(lambda message: message.get("id") == wanted and "method" not in message)["result"]

    def notify(self, method: str, params: object) -> None:
        """Send a notification, which has no response."""
        self._send({"method": method, "params": params})

    def _send(self, message: dict[str, object]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._to.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        self._to.flush()

    def _until(self, is_wanted: Any) -> dict[str, Any]:  # noqa: ANN401  # a function of a message
        """Read messages up to the wanted one; what the server asks meanwhile gets an empty answer."""
        while True:
            length = 0
            while (line := self._from.readline().strip()) or not length:
                assert line, "the language server has ended"
                if line.lower().startswith(b"content-length:"):
                    length = int(line.partition(b":")[2])
            message = json.loads(self._from.read(length))
            if is_wanted(message):
                return dict(message)
            if "id" in message and "method" in message:
                items = message["params"].get("items", []) if isinstance(message.get("params"), dict) else []
                self._send({"id": message["id"], "result": [None] * len(items)})


@pytest.fixture
def editor(tmp_path: Path) -> Iterator[Editor]:
    """An editor in a folder that has the schema."""
    (tmp_path / "topology.schema.json").write_text(schema.to_json(), encoding="utf-8")
    assert NODE
    command = [NODE, str(SERVER), "--stdio"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        yield Editor(tmp_path, process)
        process.kill()


def test_the_sample_has_nothing_underlined(editor: Editor) -> None:
    """The topology of the sample is valid in the editor."""
    text = (ROOT / "topology.yaml").read_text(encoding="utf-8")

    assert editor.open(text.replace("docs/topology.schema.json", "topology.schema.json")) == []


MISTAKES = {
    "layer: {core: {modules: shop.core}}": ["5: Property layer is not allowed."],
    "forbid: {x: {form: core, to: orm}}": ['5: Missing property "from".', "5: Property form is not allowed."],
    "layers: {core: {modules: shop.core, optional: yes}}": ['5: Incorrect type. Expected "boolean".'],
    "ban: {x: {calls: x.y, severity: hihg}}": [
        '5: Value is not accepted. Valid values: "critical", "high", "medium", "low".'
    ],
    "layers: {core: {modules: shop..core}}": [
        "5: pattern: names, * or ** or {axis} or {axis=value}, joined by single dots, as in shop.{team}.core."
    ],
}


@pytest.mark.parametrize("text", MISTAKES)
def test_a_mistake_is_underlined(editor: Editor, text: str) -> None:
    """A mistake is underlined where it is, with a message."""
    assert editor.open(f"{HEAD}{SOURCE}{text}\n") == MISTAKES[text]


def test_sections_are_completed(editor: Editor) -> None:
    """At the left margin the missing sections are offered."""
    editor.open(HEAD)

    assert editor.complete(4, 1) & set(TOPOLOGY) == set(TOPOLOGY) - {"topology", "name"}


def test_the_keys_of_a_law_are_completed(editor: Editor) -> None:
    """Below a law's id the missing keys are offered."""
    editor.open(f"{HEAD}{SOURCE}forbid:\n  no-orm:\n    from: core\n    \n")

    assert editor.complete(8, 5) & set(FORBID_KEYS) == set(FORBID_KEYS) - {"from"}


def test_the_words_of_a_choice_are_completed(editor: Editor) -> None:
    """After a key with a fixed set of values these are offered."""
    editor.open(f"{HEAD}{SOURCE}forbid:\n  no-orm:\n    severity: \n")

    assert editor.complete(7, 15) == set(Severity)


def test_a_key_is_explained(editor: Editor) -> None:
    """Hovering over a key shows what it means."""
    editor.open(HEAD + SOURCE)

    assert "Directories that go on the import path, relative to the topology file" in editor.hover(4, 12)
