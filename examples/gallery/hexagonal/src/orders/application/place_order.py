from orders.domain.order import Order
from orders.ports.orders import Orders
from orders.ports.payments import Payments


def place_order(order: Order, orders: Orders, payments: Payments) -> bool:
    if not payments.charge(order.cents):
        return False
    orders.keep(order)
    return True
