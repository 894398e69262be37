"""What the wheel holds besides the package: the sample that `conformance demo` writes.

In a checkout the sample lies beside the package, so an editable install must not get a copy of its own.
"""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SAMPLE = ("topology.yaml", "topology.baseline.json", "examples/hoc")


class SampleHook(BuildHookInterface[Any]):
    """Puts the sample into `import_conformance/demo`."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name the files before the wheel is built; version: `standard`, or `editable`."""
        if version == "standard":
            build_data["force_include"].update({path: f"import_conformance/demo/{path}" for path in SAMPLE})
