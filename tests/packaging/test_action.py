"""The GitHub action: its form, and its scripts run as a runner would run them."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.packaging import foreign
from tests.packaging.conftest import ROOT, Bare

ACTION = ROOT / "action.yml"
SCRIPTS = ROOT / ".github/action"
FORMATS = "github github-summary sarif"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A foreign repository with a law and a breach, beside the files that a runner gives to a step."""
    (tmp_path / "runner").mkdir()
    checkout = tmp_path / "checkout"
    checkout.mkdir()
    foreign.build(checkout)
    foreign.adopt(checkout)
    foreign.breach(checkout)
    return checkout


def step(bare: Bare, home: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """The second step of the action."""
    runner = home.parent / "runner"
    environment = {
        "PATH": "/usr/bin:/bin",
        "RUNNER_TEMP": str(runner),
        "GITHUB_OUTPUT": str(runner / "output"),
        "GITHUB_STEP_SUMMARY": str(runner / "summary"),
        "CONFORMANCE_BIN": str(bare.home / "bin"),
        **{f"CONFORMANCE_{name.upper()}": value for name, value in inputs.items()},
    }
    script = ["bash", str(SCRIPTS / "check.sh")]
    return subprocess.run(script, cwd=home, env=environment, capture_output=True, text=True, check=False)


def test_no_expression_is_in_shell_code() -> None:
    """Inputs reach the scripts through the environment alone, and every input does."""
    action = yaml.safe_load(ACTION.read_text(encoding="utf-8"))
    steps = action["runs"]["steps"]
    handed = {value for each in steps for value in (*each["env"].values(), each.get("working-directory", ""))}

    assert [each["run"] for each in steps if "${{" in each["run"]] == []
    assert {f"${{{{ inputs.{name} }}}}" for name in action["inputs"]} <= handed


def test_the_installation_loads_nothing_of_the_checkout(tmp_path: Path) -> None:
    """The step runs in the checkout under judgement, which may have files of any name."""
    for name in ("venv", "pip", "ensurepip", "runpy", "contextlib", "sitecustomize"):
        (tmp_path / f"{name}.py").write_text("open('run-' + __name__, 'w')\n")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/python").symlink_to(sys.executable)
    paths = {"RUNNER_TEMP": str(tmp_path / "runner"), "GITHUB_OUTPUT": str(tmp_path / "output")}
    environment = {"PATH": f"{tmp_path / 'bin'}:/usr/bin:/bin", "GITHUB_ACTION_PATH": str(tmp_path / "none"), **paths}

    script = ["bash", str(SCRIPTS / "install.sh")]
    subprocess.run(script, cwd=tmp_path, env=environment, capture_output=True, check=False)

    assert (tmp_path / "runner/import-conformance/pyvenv.cfg").is_file()
    assert [path.name for path in tmp_path.glob("run-*")] == []


def test_scripts_and_action_use_the_same_variables() -> None:
    """Each variable that a script reads is set by the action or the runner."""
    action = yaml.safe_load(ACTION.read_text(encoding="utf-8"))
    given = {name for each in action["runs"]["steps"] for name in each["env"]}
    texts = [path.read_text(encoding="utf-8") for path in SCRIPTS.glob("*.sh")]

    assert {name for text in texts for name in re.findall(r"\bCONFORMANCE_[A-Z_]+", text)} == given


def test_a_breach_is_annotated_summed_up_and_written_as_sarif(bare: Bare, home: Path) -> None:
    """By default the log has annotations, the run a summary, and an output names the SARIF file."""
    said = step(bare, home, topology="topology.yaml", formats=FORMATS)
    runner = home.parent / "runner"

    assert said.returncode == 1
    assert f"::error file={foreign.BREACHED},line=3,col=1,title=high {foreign.LAW}::" in said.stdout
    assert (runner / "summary").read_text(encoding="utf-8").startswith("## Architecture: diverges\n")
    assert (runner / "output").read_text(encoding="utf-8") == f"sarif={runner}/conformance.sarif\n"
    assert f'"uri": "{foreign.BREACHED}"' in (runner / "conformance.sarif").read_text(encoding="utf-8")


def test_code_that_keeps_the_law_passes(bare: Bare, home: Path) -> None:
    """The step has the exit code of the command, and empty inputs count as not given."""
    foreign.repair(home)

    assert step(bare, home, topology="topology.yaml", source_root="", baseline="", formats="text").returncode == 0


@pytest.mark.parametrize(
    "word", ['topology.yaml"; touch pwned; "', "$(touch pwned)", "`touch pwned`", "--help", "x\ny"]
)
@pytest.mark.parametrize("name", ["topology", "source_root", "formats"])
def test_an_input_is_never_a_command_nor_an_option(bare: Bare, home: Path, name: str, word: str) -> None:
    """It becomes a file or format that does not exist, and the step fails with the usage error."""
    said = step(bare, home, **{"topology": "topology.yaml", "formats": "text", name: word})

    assert said.returncode == 2
    assert not (home / "pwned").exists()


@pytest.mark.slow
def test_the_action_installs_its_own_revision(tmp_path: Path) -> None:
    """In the first step pip builds the package from the action's own files."""
    environment = {
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
        "HOME": str(Path.home()),
        "RUNNER_TEMP": str(tmp_path),
        "GITHUB_ACTION_PATH": str(ROOT),
        "GITHUB_OUTPUT": str(tmp_path / "output"),
    }
    subprocess.run(["bash", str(SCRIPTS / "install.sh")], env=environment, check=True)
    bin_ = tmp_path / "import-conformance/bin"

    assert (tmp_path / "output").read_text(encoding="utf-8") == f"bin={bin_}\n"
    assert subprocess.run([bin_ / "conformance", "--version"], check=True, capture_output=True).stdout
