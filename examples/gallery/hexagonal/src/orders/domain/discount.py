from orders.domain.order import Order


def with_discount(order: Order, percent: int) -> Order:
    return Order(order.number, order.cents * (100 - percent) // 100)
