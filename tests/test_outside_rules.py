"""A third-party rule as in docs/api.md: installed, named by a topology, and applied at every entry point."""

import json
import re
import tomllib
from pathlib import Path

import pytest

from tests.support.outside import ENTRY_POINTS, Environment, install

PAGE = (Path(__file__).parents[1] / "docs/api.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
SECTION = next(text for language, text in BLOCKS if language == "yaml")
TOPOLOGY = f"""\
topology: 1
name: Hub
source: {{roots: [src], packages: [app], baseline: known.json}}
layers: {{core: {{modules: app.core}}, rest: {{modules: "app.part_*"}}}}
{SECTION}"""
# A rule that reads files; its examples break the law in a new file and in an existing one.
CLOCKS = """
from import_conformance.api import Breach, Example, Wanted

def facts(law):
    return Wanted(definitions=True)

def judge(question):
    for module in question.modules:
        for found in question.codebase.facts[module].source.definitions:
            if found.name == "now":
                yield Breach(module, "defines a clock", line=found.line)

def examples(question):
    yield Example("app/core.py", "def now(): pass")
    yield Example("app/core/deep.py", "def now(): pass")
"""
HUB = "".join(f"import app.part_{number}\n" for number in range(4))
MESSAGE = "src/app/core.py:1:1: app.core imports 4 modules of the code base; few-imports allows 3"


def named(path: str) -> str:
    """The block of the page that shows a file."""
    return next(str(text) for _, text in BLOCKS if text.startswith(f"# {path}\n"))


def entry_points() -> dict[str, str]:
    """Return the entry points of the page's pyproject.toml."""
    declared = tomllib.loads(named("pyproject.toml"))["project"]["entry-points"]["conformance.rules"]
    return dict(declared)


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """An environment in which the rule of the page is installed."""
    made = Environment(tmp_path_factory.mktemp("environment"))
    path = "acme_rules/fan_out.py"
    sources = {
        path: named(path),
        "acme_rules/broken.py": "def judge(question):\n    return [1 // 0]\n",
        "acme_rules/talker.py": "def judge(question):\n    return ['a hub']\n",
        "acme_rules/lost.py": "from import_conformance.api import Breach\n"
        "judge = lambda question: [Breach('no.such', 'x')]\n",
        "acme_rules/torn.py": "import nowhere_to_be_found\n",
        "acme_rules/empty.py": "",
        "acme_rules/clocks.py": CLOCKS,
        "acme_rules/late.py": "def judge(question):\n    import helper\n    return []\n",
        "acme_rules/wide.py": "from import_conformance.api import Breach\n"
        "class Rule:\n"
        "    def judge(self, question):\n"
        "        return (Breach(module, 'wide') for module in question.codebase.paths)\n",
        "acme_rules/quiet.py": "def judge(question):\n    return []\n",
    }
    rules = {
        name: f"acme_rules.{name}" for name in ("broken", "talker", "lost", "torn", "empty", "quiet", "late", "clocks")
    }
    install(
        made.packages,
        "acme-rules",
        {**entry_points(), **rules, "wide": "acme_rules.wide:Rule", "ours": "app.core"},
        sources,
    )
    install(made.packages, "first-twin", {"twin": "acme_rules.quiet"}, {})
    install(made.packages, "second-twin", {"twin": "acme_rules.quiet"}, {})
    return made


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A tree in which one module imports four."""
    (tmp_path / "src/app").mkdir(parents=True)
    (tmp_path / "topology.yaml").write_text(TOPOLOGY)
    (tmp_path / "src/app/__init__.py").write_text("")
    (tmp_path / "src/app/core.py").write_text(HUB)
    for number in range(4):
        (tmp_path / f"src/app/part_{number}.py").write_text("")
    return tmp_path


def check(environment: Environment, tree: Path, *options: str) -> tuple[int, str]:
    """Exit code and output of `conformance check`."""
    done = environment.run("-m", "import_conformance", "check", *options, cwd=tree)
    return done.returncode, done.stdout + done.stderr


def other_rule(tree: Path, rule: str) -> None:
    """Name another rule in the law."""
    path = tree / "topology.yaml"
    path.write_text(path.read_text().replace("rule: fan-out", f"rule: {rule}"))


@pytest.mark.parametrize("entry_point", ENTRY_POINTS)
def test_a_breach_fails_at_every_entry_point(environment: Environment, tree: Path, entry_point: str) -> None:
    """Each entry point names the law and the place."""
    environment.run("-m", "import_conformance", "compile", cwd=tree)

    code, output = environment.enter(entry_point, tree)

    assert (code, MESSAGE.partition(": ")[2] in output, "few-imports" in output) == (1, True, True), output


@pytest.mark.parametrize("entry_point", ENTRY_POINTS)
def test_known_findings_pass_at_every_entry_point(environment: Environment, tree: Path, entry_point: str) -> None:
    """The baseline recognises a breach by the rule's name for it, though its count and line have changed."""
    environment.run("-m", "import_conformance", "baseline", "update", "--allow-new", "--reason", "old", cwd=tree)
    (tree / "src/app/core.py").write_text(f"\nimport app\n{HUB}")
    environment.run("-m", "import_conformance", "compile", cwd=tree)

    code, output = environment.enter(entry_point, tree)

    assert code == 0, output


def test_the_finding_has_all_fields_of_a_finding(environment: Environment, tree: Path) -> None:
    """Law, severity, layer, reason and advice come from the topology where it has them."""
    code, output = check(environment, tree, "--format", "json")

    (finding,) = json.loads(output)["findings"]
    keys = ("law", "rule", "custom_rule", "kind", "severity", "path", "line", "layer", "because", "fix")
    assert (code, [finding[key] for key in keys]) == (
        1,
        [
            *("few-imports", "custom", "fan-out", "custom", "medium", "app/core.py", 1, "core"),
            "a module that needs everything cannot be tested without everything",
            "split the module, or move what it gathers behind one facade",
        ],
    )


def test_the_law_holds_only_in_its_scope(environment: Environment, tree: Path) -> None:
    """A breach that the rule finds outside of `in` is left out."""
    other_rule(tree, "wide")

    code, output = check(environment, tree, "--format", "json")

    assert (code, [finding["path"] for finding in json.loads(output)["findings"]]) == (1, ["app/core.py"])


def test_a_waiver_applies_to_the_finding(environment: Environment, tree: Path) -> None:
    """The finding can be waived as for any other law."""
    waiver = "waive: [{law: few-imports, modules: app.core, reason: R, owner: O, until: 2999-01-01}]\n"
    with (tree / "topology.yaml").open("a") as stream:
        stream.write(waiver)

    code, output = check(environment, tree)

    assert code == 0, output


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ("broken", "topology.yaml:6:3: the rule broken of acme-rules 1.0 failed: ZeroDivisionError: "),
        ("talker", "topology.yaml:6:3: the rule talker of acme-rules 1.0 answered with str instead of Breach or Fault"),
        ("lost", "the rule lost of acme-rules 1.0 found a breach in 'no.such', which is no module with a file"),
        ("torn", "the rule 'torn' of acme-rules 1.0 cannot be loaded: ModuleNotFoundError: No module named 'nowhere"),
        ("empty", "the rule 'empty' of acme-rules 1.0 is none: acme_rules.empty has no function 'judge'"),
        ("twin", "the rule 'twin' is offered by first-twin 1.0 and by second-twin 1.0; uninstall one of them"),
        (
            "fan-ou",
            "is no entry point of the group conformance.rules in any installed distribution; did you mean 'fan",
        ),
        ("ours", "the rule 'ours' of acme-rules 1.0 lies in app, which is under judgement and is never imported"),
    ],
)
def test_an_unusable_rule_is_reported_at_its_law(
    environment: Environment, tree: Path, rule: str, sentence: str
) -> None:
    """One sentence has the place in the topology, the rule and its distribution.

    What is not installed is a mistake in the topology; what a rule does wrong with this code is a finding of its law.
    """
    other_rule(tree, rule)

    code, output = check(environment, tree)

    is_asked = rule in ("broken", "talker", "lost")
    assert (code, sentence in output, "nothing was judged" in output) == (2 - is_asked, True, not is_asked), output


def test_a_faulty_option_is_reported_at_its_own_place(environment: Environment, tree: Path) -> None:
    """What the rule says about an option is reported at the option's line."""
    path = tree / "topology.yaml"
    path.write_text(path.read_text().replace("at_most: 3", "at_most: few"))

    said = "topology.yaml:9:15: rules.few-imports: 'at_most' must be a number of modules"
    code, output = check(environment, tree)

    assert (code, said in output) == (1, True), output


@pytest.mark.parametrize("place", [".", "src"])
def test_no_code_of_the_tree_is_run(environment: Environment, tree: Path, place: str) -> None:
    """A distribution inside the tree is ignored, whether or not Python could import it."""
    install(tree / place, "evil", {"evil": "evil_rules"}, {"evil_rules.py": "open('run', 'w')\n"})
    other_rule(tree, "evil")

    done = environment.run("-m", "import_conformance", "check", cwd=tree, PYTHONPATH=str(tree / place))

    assert (done.returncode, "is no entry point" in done.stderr, (tree / "run").exists()) == (2, True, False)


@pytest.mark.parametrize("entry_point", ENTRY_POINTS)
def test_a_namesake_in_the_tree_is_not_run(environment: Environment, tree: Path, entry_point: str) -> None:
    """The installed rule runs, although a package of its name comes first on the import path."""
    (tree / "acme_rules").mkdir()
    for name in ("__init__", "fan_out"):
        (tree / f"acme_rules/{name}.py").write_text("open('run', 'w')\n")
    environment.run("-m", "import_conformance", "compile", cwd=tree)

    code, output = environment.enter(entry_point, tree)

    assert (code, "few-imports" in output, (tree / "run").exists()) == (1, True, False), output


def test_a_late_import_of_a_rule_loads_no_code_of_the_tree(environment: Environment, tree: Path) -> None:
    """What a rule imports while it judges comes from where the rule is installed."""
    (tree / "helper.py").write_text("open('run', 'w')\n")
    other_rule(tree, "late")

    code, output = check(environment, tree)

    assert (code, "No module named 'helper' (late.py:2)" in output, (tree / "run").exists()) == (1, True, False), output


def test_a_rule_gets_the_facts_that_it_requests(environment: Environment, tree: Path) -> None:
    """Definitions are read when a rule requests them."""
    (tree / "src/app/core.py").write_text("\ndef now(): pass\n")
    other_rule(tree, "clocks")

    code, output = check(environment, tree)

    assert (code, "src/app/core.py:2:1: defines a clock\n" in output) == (1, True), output


def test_prove_tries_the_contract_of_the_law(environment: Environment, tree: Path) -> None:
    """The contract of `lint-imports` fails by the same example."""
    (tree / "src/app/core.py").write_text("")
    environment.run("-m", "import_conformance", "compile", cwd=tree)

    done = environment.run("-m", "import_conformance", "prove", "few-imports", cwd=tree)

    assert (done.returncode, done.stdout.splitlines()) == (
        0,
        [
            "custom  topology.yaml",
            "    few-imports  + an example of the rule in app/core.py",
            "",
            "contracts  .importlinter",
            "    few-imports  + an example of the rule in app/core.py",
            "",
            "1/1 laws can fail; 1/1 contracts can fail",
        ],
    )


def test_a_rule_that_no_law_names_is_not_loaded(environment: Environment, tree: Path) -> None:
    """A rule that is only installed costs nothing and breaks nothing."""
    (tree / "topology.yaml").write_text(TOPOLOGY.partition("rules:")[0])

    program = "import sys; from import_conformance.api import *; law = load_topology('topology.yaml');"
    program += " judge(law, read_codebase(law), read_baseline(law));"
    done = environment.run("-c", f"{program} print('acme_rules' in sys.modules, 'site' in sys.modules)", cwd=tree)

    assert (done.stdout, done.stderr) == ("False True\n", "")


@pytest.mark.parametrize(
    ("rule", "code", "line"),
    [
        ("clocks", 0, "few-imports  + an example of the rule in app/core.py\n"),
        ("fan-out", 0, "few-imports  + an example of the rule in app/core.py\n"),
        ("quiet", 1, "few-imports  NOT PROVEN topology.yaml:6: its rule gives no examples of code that breaks it, so"),
    ],
)
def test_prove_says_whether_the_law_can_fail(
    environment: Environment, tree: Path, rule: str, code: int, line: str
) -> None:
    """`prove` uses the examples of the rule, and without any says that it does not know."""
    (tree / "src/app/core.py").write_text("")
    other_rule(tree, rule)

    done = environment.run("-m", "import_conformance", "prove", cwd=tree)

    assert (done.returncode, line in done.stdout) == (code, True), done.stdout + done.stderr


def test_the_law_is_explained(environment: Environment, tree: Path) -> None:
    """`explain` says which rule judges, where it applies, and how to write such a rule."""
    done = environment.run("-m", "import_conformance", "explain", "few-imports", cwd=tree)

    assert "the modules of core are judged by fan-out, a rule from outside" in done.stdout, done.stdout + done.stderr


def test_the_program_of_the_page_prints_the_findings(environment: Environment, tree: Path) -> None:
    """The API functions give the verdict of the command line."""
    (tree / "report.py").write_text(named("report.py"))

    done = environment.run("report.py", cwd=tree)

    assert (done.stdout, done.stderr) == (f"{MESSAGE.removeprefix('src/')}  [few-imports, medium]\ndiverges\n", "")
