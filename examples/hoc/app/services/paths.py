# Layer: legacy — Legacy services
"""Where the legacy services keep the files of a tenant."""

from pathlib import Path


def tenant_dir(root: Path, tenant_id: str) -> Path:
    if not tenant_id.replace("_", "").isalnum():
        raise ValueError(f"not a tenant id: {tenant_id!r}")
    return root / tenant_id
