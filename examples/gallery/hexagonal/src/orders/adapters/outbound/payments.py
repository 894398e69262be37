import httpx

from orders.ports.payments import Payments


class HttpPayments(Payments):
    def charge(self, cents: int) -> bool:
        return httpx.post("https://payments.example/charge", json={"cents": cents}).is_success
