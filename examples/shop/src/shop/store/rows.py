import sqlite3


def keep(number: str) -> None:
    sqlite3.connect(":memory:").execute("insert into orders values (?)", (number,))
