# Layer: L2 — APIs
"""GET /overview: the first page of a tenant."""

from fastapi import APIRouter, Depends

from app.auth import current_tenant
from app.db import get_session
from app.hoc.cus.overview.L3_adapters.overview_adapter import headline, limits_shown, overview_of
from app.hoc.cus.overview.L5_engines.overview_facade import Overview

router = APIRouter(prefix="/overview")


@router.get("")
def overview(tenant_id: str = Depends(current_tenant), session=Depends(get_session)) -> Overview:
    return overview_of(session, tenant_id)


@router.get("/headline")
def first_line(tenant_id: str = Depends(current_tenant), session=Depends(get_session)) -> str:
    return headline(session, tenant_id)


@router.get("/limits")
def limits() -> dict[str, int]:
    return limits_shown()
