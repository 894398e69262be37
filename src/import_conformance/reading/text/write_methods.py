"""The methods of SQLAlchemy sessions and statements that write to a database, and what each of them does."""

from typing import Literal

Operation = Literal["add", "merge", "delete", "insert", "update"]

OF_ONE: dict[str, Operation] = {"add": "add", "merge": "merge", "delete": "delete"}
OF_MANY: dict[str, Operation] = {"add_all": "add", "bulk_save_objects": "add"}
OF_MAPPINGS: dict[str, Operation] = {"bulk_insert_mappings": "insert", "bulk_update_mappings": "update"}
OF_TABLE: dict[str, Operation] = {"insert": "insert", "update": "update", "delete": "delete"}
WRITE_METHODS = frozenset({*OF_ONE, *OF_MANY, *OF_MAPPINGS, *OF_TABLE})

# Each file that uses a session or builds statements holds one of these, in upper or lower case.
SESSION_MARKS = ("sess", "db", "query", "select", "sqlalchemy", "sqlmodel", "__table__")
