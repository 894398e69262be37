from shop.store import rows


def place(number: str) -> None:
    rows.keep(number)
