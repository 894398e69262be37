# Layer: L5 — Engines
"""The life of a tenant, from trial to farewell."""

from app.hoc.cus.account.L6_drivers.tenant_driver import TenantDriver
from app.hoc.cus.general.L5_utils.time import utc_now
from app.models.tenant import Tenant

NEXT_STATES = {
    "trial": {"active", "closed"},
    "active": {"suspended", "closed"},
    "suspended": {"active", "closed"},
}


class TenantEngine:
    def __init__(self, driver: TenantDriver) -> None:
        self._driver = driver

    def found(self, name: str) -> Tenant:
        return self._driver.save(Tenant(name=name, state="trial", state_since=utc_now()))

    def change_state(self, tenant_id: str, state: str) -> Tenant:
        tenant = self._driver.by_id(tenant_id)
        if state not in NEXT_STATES.get(tenant.state, set()):
            raise ValueError(f"{tenant.name} cannot go from {tenant.state} to {state}")
        tenant.state, tenant.state_since = state, utc_now()
        return self._driver.save(tenant)
