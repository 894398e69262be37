from shop.accounts.services import may_order
from shop.catalog.services import price
from shop.orders.models import Order


def place(user, product: int) -> Order | None:
    if not may_order(user):
        return None
    return Order.objects.create(user=user, product_id=product, cents=price(product))
