from orders.adapters.inbound import http
from orders.adapters.outbound.payments import HttpPayments
from orders.adapters.outbound.postgres import PostgresOrders
