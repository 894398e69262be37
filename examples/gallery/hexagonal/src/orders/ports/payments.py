from typing import Protocol


class Payments(Protocol):
    def charge(self, cents: int) -> bool: ...
