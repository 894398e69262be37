# Layer: L2 — APIs
"""GET /integrations/logs: the logs of a customer as a file."""

from fastapi import APIRouter, Depends
from fastapi.responses import PlainTextResponse

from app.auth import current_tenant
from app.hoc.cus.integrations.L3_adapters.customer_logs_adapter import CustomerLogsAdapter

router = APIRouter(prefix="/integrations")


@router.get("/logs")
def logs(tenant_id: str = Depends(current_tenant)) -> PlainTextResponse:
    name, text = CustomerLogsAdapter().export(tenant_id)
    return PlainTextResponse(text, headers={"Content-Disposition": f"attachment; filename={name}"})
