"""Lines of JSON as `portline understand` takes them."""

import json

from portline.checks import CheckError


def read_request(line: str, number: int) -> tuple[str, str | None]:
    """Return the text and the language hint of a line; raises CheckError with its number, never its words."""
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise CheckError(f"Line {number} is not JSON (column {error.colno}).") from None
    text, hint = (record.get("text"), record.get("lang")) if isinstance(record, dict) else (None, None)
    if not isinstance(text, str):
        raise CheckError(f'Line {number} is not an object with a "text".')
    return text, hint if isinstance(hint, str) and hint else None
