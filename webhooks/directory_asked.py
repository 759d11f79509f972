"""What a link to a list of places asks for: need, language, neighborhood, page; each refusal says why in its language.

The neighborhood is the only place a link can hold (coarse on purpose): links stay in histories and logs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import urlencode

from flask import request, url_for

from resources_directory.gazetteer import PlaceFound
from resources_directory.needs import NEEDS

#: Languages in which every label of the lists exists, each by its own name.
LANGUAGES: Mapping[str, str] = {
    "en": "English",
    "es": "Español",
    "ht": "Kreyòl ayisyen",
    "pt": "Português",
    "vi": "Tiếng Việt",
    "zh-Hans": "简体中文",
    "zh-Hant": "繁體中文",
}
_LAST_PAGE = 1000


class NotAskableError(LookupError):
    """A link asks for what is not there; `copy_id` says so in words."""

    def __init__(self, status: int, copy_id: str) -> None:
        super().__init__(copy_id)
        self.status = status
        self.copy_id = copy_id


@dataclass(frozen=True, slots=True)
class Asked:
    """One list: `area` is the short name of a neighborhood, empty for all of Boston; `page` counts from 1."""

    need: str
    language: str = "en"
    area: str = ""
    hide_closed: bool = False
    page: int = 1

    @classmethod
    def read(cls, need: str) -> Self:
        """Read the request; raises NotAskableError for a need or page that cannot be."""
        if need not in NEEDS:
            raise NotAskableError(404, "page_no_list")
        hide_closed = request.args.get("open") == "1"
        return cls(need, language(), request.args.get("in", ""), hide_closed, _page(request.args.get("page", "1")))

    def place(self, areas: Mapping[str, PlaceFound]) -> PlaceFound | None:
        """Return the neighborhood asked for, None for all of Boston; raises NotAskableError for one nobody knows."""
        if self.area and self.area not in areas:
            raise NotAskableError(400, "page_no_area")
        return areas.get(self.area)

    def link(self, *, language: str = "", page: int = 0) -> str:
        """Return the path to this list, in another language or at another page; what is not asked is left out."""
        there = replace(self, language=language or self.language, page=page or self.page)
        query = {"lang": there.language, "in": there.area, "open": "1" if there.hide_closed else ""}
        query["page"] = str(there.page) if there.page > 1 else ""
        path = url_for("directory_pages.show_need", need=there.need)
        return f"{path}?{urlencode({name: value for name, value in query.items() if value})}"


def language() -> str:
    """Return the language asked for; English for one without labels."""
    asked = request.args.get("lang", "en")
    return asked if asked in LANGUAGES else "en"


def _page(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < len(str(_LAST_PAGE)) and int(text)):
        raise NotAskableError(400, "page_no_page")
    return int(text)
