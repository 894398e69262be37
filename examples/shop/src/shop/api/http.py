from shop.core import orders
