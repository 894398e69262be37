from typing import Protocol

from orders.domain.order import Order


class Orders(Protocol):
    def keep(self, order: Order) -> None: ...
