# Layer: L6 — Drivers
"""Read and store tenants."""

from sqlmodel import Session, select

from app.hoc.cus.general.L5_utils.time import utc_now
from app.models.tenant import Tenant


class TenantDriver:
    def __init__(self, session: Session) -> None:
        self._session = session

    def by_id(self, tenant_id: str) -> Tenant:
        tenant = self._session.get(Tenant, tenant_id)
        if tenant is None:
            raise LookupError(f"no tenant {tenant_id}")
        return tenant

    def in_state(self, state: str) -> list[Tenant]:
        return list(self._session.exec(select(Tenant).where(Tenant.state == state)))

    def save(self, tenant: Tenant) -> Tenant:
        tenant.updated_at = utc_now()
        self._session.add(tenant)
        self._session.flush()
        return tenant
