"""Texts that are hard to read: encodings, new syntax, deep nesting, files of another system, changes between runs."""

import json
import shutil

from tests.cases.tree import Tree
from tests.support import tiny


def test_17_files_are_decoded_as_python_decodes_them(tree: Tree) -> None:
    """The line is the one that Python itself would name; what Python cannot decode is unparsable."""
    verdict = tree.check()

    lines = {
        "a_latin1": 3,
        "b_bom": 1,
        "c_cp1252_vim": 4,
        "d_crlf": 3,
        "e_cr": 2,
        "f_formfeed": 3,
        "g_bom_cookie": 2,
        "h_euc": 3,
        "i_u2028": 2,
        "j_nonl": 1,
        "k_backslash": 1,
        "p_tabs": 2,
        "q_utf7": 2,
    }
    assert verdict.at("no-store") == [f"app/api/{name}.py:{line}" for name, line in lines.items()]
    refused = ["l_nul", "m_badcookie", "n_utf16", "o_undecodable"]
    assert {f"app/api/{name}.py:1" for name in refused} <= set(verdict.at("unparsable-files"))


def test_20_syntax_of_newer_pythons_is_read(tree: Tree) -> None:
    """One import each, two in b and j, whatever Python runs the tool; Python 2 is unparsable."""
    verdict = tree.check()

    files = [place.split("/")[2][0] for place in verdict.at("no-store")]
    assert "".join(files) == "abbcdefghijjlmn"
    assert verdict.at("unparsable-files") == ["app/api/k_py2.py:2"]


def test_37_a_topology_with_crlf_and_a_bom_is_read(tree: Tree) -> None:
    """A root that is written with backslashes is refused, with the character to use."""
    assert tree.check().at() == ["app/api.py:1"]

    tree.write("topology.yaml", (tree.home / "topology.yaml").read_bytes().replace(b"[src]", rb"['.\\src']"))
    refused = tree.run("check")

    assert refused.exit_code == 2
    assert "/" in refused.stderr.partition("src")[2]


def test_39_each_run_judges_the_tree_as_it_is(tree: Tree) -> None:
    """A package that appears beside a module, and modules that go, are seen by the next run."""
    first = tree.check()
    assert first.at() == ["app/core/extra.py:1"] == tree.check().at()

    tree.write("src/app/store/__init__.py")
    assert "app/store.py:1" in tree.check().at("shadowed-modules")

    shutil.rmtree(tree.home / "src/app/store")
    (tree.home / "src/app/core.py").unlink()
    assert tree.check().at("shadowed-modules") == []

    shutil.rmtree(tree.home / "src/app/core")
    tree.write("src/app/core_of_it.py")
    tree.replace("app.core}", "app.core_of_it}")
    assert tree.check().at() == ["app/api.py:1"]


def test_56_deep_nesting_is_read_as_far_as_python_reads_it(tree: Tree) -> None:
    """The imports of such files are found, or the file is unparsable; nothing ends the process."""
    arms = "".join(f"elif x == {number}:\n    pass\n" for number in range(3000))
    tree.write(
        "src/app/api/a_elif.py",
        f"import app.store\nx = 1\nif x == 0:\n    pass\n{arms}else:\n    import app.store\n",
    )
    tree.write("src/app/api/b_binop.py", "import app.store\nx = " + " + ".join(['"a"'] * 6000) + "\n")
    tree.write("src/app/api/c_attr.py", "import app.store\nx = a" + ".b(1)" * 3000 + "\n")
    blocks = "".join(f"{'  ' * depth}if 1:\n" for depth in range(95))
    tree.write("src/app/api/e_indent.py", f"import app.store\n{blocks}{'  ' * 95}import app.store\n")

    done = tiny.python("-m", "import_conformance", "check", "--format", "json")

    assert done.returncode == 1, done.stderr
    found = [(f["law"], f["path"].split("/")[-1][0], f["line"]) for f in json.loads(done.stdout)["findings"]]
    unparsable = {name for law, name, _ in found if law == "unparsable-files"}
    expected = {("a", 1), ("a", 6006), ("b", 1), ("c", 1), ("d", 1), ("e", 1), ("e", 97)}
    imports = {(name, line) for law, name, line in found if law == "f"}
    assert {name for name, _ in expected - imports} <= unparsable
    assert imports <= expected
