"""Says which runs may start."""


class Governor:
    """Counts the runs of each tenant."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.running: dict[str, int] = {}

    def free(self, tenant: str) -> int:
        return self.limit - self.running.get(tenant, 0)

    def start(self, tenant: str) -> None:
        if self.free(tenant) < 1:
            raise RuntimeError(f"{tenant} has {self.limit} runs already")
        self.running[tenant] = self.running.get(tenant, 0) + 1

    def stop(self, tenant: str) -> None:
        self.running[tenant] = max(0, self.running.get(tenant, 0) - 1)

    def busiest(self) -> str:
        return max(self.running, key=self.running.get, default="")
