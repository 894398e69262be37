# Layer: platform — Platform services
"""Identity as it was before the package of the same name; Python no longer reads this file."""

from fastapi import Header


def current_tenant(x_tenant: str = Header()) -> str:
    return x_tenant
