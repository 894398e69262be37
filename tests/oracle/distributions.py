"""The distributions that are compared, pinned; they are downloaded and unpacked, neither installed nor run."""

import os
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

HOME = Path(__file__).parents[2] / ".benchmarks/oracle"
# The wheels of one Python and one system, whatever runs this, so that the figures are the same everywhere.
PYTHON = "3.13.2"
PLATFORMS = ("manylinux_2_28_x86_64", "manylinux_2_27_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64")


@dataclass(frozen=True)
class Distribution:
    """Code of one code base.

    wheels: each is a source root of its own, as portions of a namespace are. packages: what `packages` of a topology
    names. installed: the folder that holds them, where nothing is to be downloaded.
    """

    name: str
    wheels: tuple[str, ...]
    packages: tuple[str, ...]
    installed: Path | None = None

    def roots(self) -> tuple[Path, ...]:
        """Return the folders of the packages, downloaded where they are missing."""
        return (self.installed,) if self.installed else tuple(map(_unpacked, self.wheels))

    @property
    def version(self) -> str:
        """Return what the table names: the version, or each of several."""
        return ", ".join(wheel.partition("==")[2] for wheel in self.wheels)


def _one(wheel: str, *packages: str) -> Distribution:
    name = wheel.partition("==")[0]
    return Distribution(name, (wheel,), packages or (name,))


_AZURE = ("azure-core==1.41.0", "azure-identity==1.27.0", "azure-storage-blob==12.31.1", "azure-mgmt-core==1.6.0")
_GOOGLE = ("google-cloud-core==2.8.0", "google-cloud-storage==3.17.1", "google-api-core==2.44.0")
_ZOPE = ("zope.interface==8.7", "zope.component==7.0", "zope.event==6.0")
DISTRIBUTIONS = (
    _one("apache-airflow-core==3.3.2", "airflow"),
    _one("dagster==1.13.29"),
    _one("celery==5.7.0"),
    _one("SQLAlchemy==2.1.9", "sqlalchemy"),
    _one("pandas==3.1.1"),
    _one("scikit-learn==1.9.1", "sklearn"),
    _one("matplotlib==3.11.2", "matplotlib", "mpl_toolkits"),
    _one("Twisted==26.10.0", "twisted"),
    _one("ansible-core==2.21.5", "ansible", "ansible_test"),
    _one("pip==26.3"),
    _one("setuptools==84.2.1", "setuptools", "_distutils_hack"),
    _one("mypy==2.4.1", "mypy", "mypyc"),
    Distribution("azure family", _AZURE, ("azure",)),
    Distribution("google family", _GOOGLE, ("google",)),
    Distribution("zope family", _ZOPE, ("zope",)),
    _one("Django==6.1.3", "django"),
    _one("homeassistant==2026.2.3"),
)


def _unpacked(wheel: str) -> Path:
    """Return the folder with the files of a wheel."""
    folder = HOME / wheel.replace("==", "-")
    if not folder.exists():
        downloads = HOME / "wheels" / wheel
        _download(wheel, downloads)
        (archive,) = downloads.glob("*.whl")
        part = folder.with_name(f"{folder.name}.part{os.getpid()}")
        with zipfile.ZipFile(archive) as packed:
            packed.extractall(part)
        part.rename(folder)
    return folder


def _download(wheel: str, to: Path) -> None:
    platforms = [f"--platform={platform}" for platform in PLATFORMS]
    options = ("--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary=:all:", f"--dest={to}")
    command = (sys.executable, "-m", "pip", "download", *options, f"--python-version={PYTHON}", *platforms, wheel)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise OSError(f"{wheel} cannot be had: {done.stderr.strip().splitlines()[-1]}")
