"""Add the sample that `conformance demo` writes to the wheel.

In a checkout the sample lies beside the package, so an editable install must not get a copy of its own.
"""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SAMPLE = ("topology.yaml", "topology.baseline.json", "examples/hoc")


class SampleHook(BuildHookInterface[Any]):
    """Puts the sample into `import_conformance/demo`."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the files before the wheel is built, unless its version is `editable`."""
        if version == "standard":
            build_data["force_include"].update({path: f"import_conformance/demo/{path}" for path in SAMPLE})
