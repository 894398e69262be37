# Layer: platform — Platform services
"""Who is calling."""

from fastapi import Header, HTTPException


def current_tenant(x_tenant: str = Header(), x_key: str = Header()) -> str:
    if not x_key.startswith("hoc_"):
        raise HTTPException(status_code=401, detail="unknown key")
    return x_tenant
