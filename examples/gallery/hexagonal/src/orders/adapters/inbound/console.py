from orders.application.place_order import place_order
from orders.domain.order import Order


def main(number: str, cents: int, **ports) -> None:
    place_order(Order(number, cents), **ports)
