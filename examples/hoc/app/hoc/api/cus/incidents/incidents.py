# Layer: L2 — APIs
"""POST /incidents/{id}/resolve and the download of evidence."""

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from app.auth import current_tenant
from app.db import get_session
from app.hoc.cus.incidents.L3_adapters.incidents_adapter import IncidentsAdapter

router = APIRouter(prefix="/incidents")


class Resolution(BaseModel):
    actor: str
    because: str


@router.post("/{incident_id}/resolve")
def resolve(incident_id: str, body: Resolution, session=Depends(get_session)) -> dict[str, str]:
    return IncidentsAdapter(session).resolve(incident_id, body.actor, body.because)


@router.get("/{incident_id}/evidence")
def evidence(
    incident_id: str, tenant_id: str = Depends(current_tenant), session=Depends(get_session)
) -> dict[str, str]:
    name, text = IncidentsAdapter(session).evidence(incident_id, tenant_id, [])
    return {"name": name, "text": text}
