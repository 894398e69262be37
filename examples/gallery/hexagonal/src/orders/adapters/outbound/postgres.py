import psycopg

from orders.domain.order import Order
from orders.ports.orders import Orders


class PostgresOrders(Orders):
    def __init__(self, connection: psycopg.Connection) -> None:
        self.connection = connection

    def keep(self, order: Order) -> None:
        self.connection.execute("insert into orders values (%s, %s)", (order.number, order.cents))
