"""The shapes an HSDS answer has: one record, a page, or all records one a line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from math import ceil
from typing import NoReturn

from flask import Response, abort, jsonify, request, stream_with_context
from sqlalchemy.orm import Session

from resources_directory.hsds_objects import Json
from resources_directory.hsds_reading import Query
from webhooks.services import services

_KEPT = "public, max-age=60"


def answer(body: Mapping[str, object]) -> Response:
    """Answer JSON with an ETag; who has it already gets 304 and no body."""
    response = _open_to_all(jsonify(body))
    response.add_etag()
    response.make_conditional(request)
    return response


def page_of(query: Query, total: int, contents: Sequence[Json]) -> Json:
    """Wrap the records of one page as the standard asks."""
    pages = max(1, ceil(total / query.per_page))
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": query.page,
        "size": len(contents),
        "first_page": query.page == 1,
        "last_page": query.page >= pages,
        "empty": not contents,
        "contents": contents,
    }


def lines(page: Callable[[Session, int], list[Json]]) -> Response:
    """Stream all records, one a line, page after page on one view of the database."""

    def written() -> Iterator[str]:
        with services().database.read() as session:
            number = 1
            while records := page(session, number):
                yield "".join(json.dumps(record, ensure_ascii=False, sort_keys=True) + "\n" for record in records)
                number += 1

    return _open_to_all(Response(stream_with_context(written()), mimetype="application/x-ndjson"))


def missing() -> NoReturn:
    """Refuse with 404."""
    abort(404, "There is no such record.")


def _open_to_all(response: Response) -> Response:
    response.headers["Cache-Control"] = _KEPT
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
