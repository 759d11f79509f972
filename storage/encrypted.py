"""Column types for what must never be readable in a database file, a dump or a backup."""

from __future__ import annotations

import json
from abc import abstractmethod
from typing import Any, Generic, Self, TypeVar

from sqlalchemy import Column, Dialect, LargeBinary, Table, event
from sqlalchemy.types import TypeDecorator

from storage.keys import UnreadableTokenError, current


class UnreadableColumnError(ValueError):
    """An encrypted column could not be read; names the column, and nothing of its content."""

    def __init__(self, column: str) -> None:
        super().__init__(f"{column} cannot be read with the installed keys")
        self.column = column


Value = TypeVar("Value")


class Encrypted(TypeDecorator[Value], Generic[Value]):
    """Encrypt on the way in, decrypt on the way out; knows its column only to name it in errors."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, column: str = "an encrypted column") -> None:
        super().__init__()
        self.column = column

    def of(self, column: str) -> Self:
        """Return the same type, bound to `column` ("table.column")."""
        return type(self)(column)

    @abstractmethod
    def pack(self, value: Value) -> bytes:
        """Turn a value into bytes."""

    @abstractmethod
    def unpack(self, plain: bytes) -> Value:
        """Turn bytes back into the value."""

    def process_bind_param(self, value: Value | None, dialect: Dialect) -> bytes | None:  # noqa: ARG002 (SQLAlchemy's signature)
        """Encrypt one value with the installed keyring."""
        return None if value is None else current().encrypt(self.pack(value))

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Value | None:  # noqa: ARG002 (SQLAlchemy's signature)
        """Decrypt one value; raises UnreadableColumnError."""
        if value is None:
            return None
        try:
            return self.unpack(current().decrypt(value))
        except (UnreadableTokenError, ValueError):
            raise UnreadableColumnError(self.column) from None


class EncryptedText(Encrypted[str]):
    """Text that is encrypted at rest."""

    cache_ok = True

    def pack(self, value: str) -> bytes:
        """Write text as UTF-8."""
        return value.encode()

    def unpack(self, plain: bytes) -> str:
        """Read UTF-8."""
        return plain.decode()


class EncryptedJson(Encrypted[Any]):
    """JSON that is encrypted at rest; changing a value in place is not noticed, assign a new one."""

    cache_ok = True

    def pack(self, value: Any) -> bytes:  # noqa: ANN401 (any JSON value)
        """Write compact JSON."""
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

    def unpack(self, plain: bytes) -> Any:  # noqa: ANN401 (any JSON value)
        """Read JSON."""
        return json.loads(plain)


@event.listens_for(Column, "after_parent_attach")
def _name_column(column: Column[Any], table: Any) -> None:  # noqa: ANN401 (a Table, or another parent)
    """Tell each encrypted type its column once the table is known."""
    if isinstance(column.type, Encrypted) and isinstance(table, Table):
        column.type = column.type.of(f"{table.name}.{column.name}")
