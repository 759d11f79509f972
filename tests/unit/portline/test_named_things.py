"""`portline understand` says what a text names, each thing with its kind."""

from __future__ import annotations

from portline.named_things import NamedThings


def test_everything_a_text_names_is_listed_by_kind() -> None:
    found = NamedThings(None).read(
        "my daughter is 15 and on xans, call 617-555-0123 tomorrow after 5, she needs 2 doses of narcan"
    )
    kinds = {entity["entity"]: entity for entity in found}

    assert kinds["person"]["value"] == "daughter"
    assert (kinds["age"]["value"], kinds["age"]["is_minor"]) == (15, True)
    assert [entity["class"] for entity in found if entity["entity"] == "drug"] == ["benzodiazepine", "reversal"]
    assert kinds["phone"]["value"] == "+16175550123"
    assert kinds["count"] == {"entity": "count", "value": 2, "unit": "doses"}
    assert kinds["time"]["start"].endswith("17:00:00-05:00") or kinds["time"]["start"].endswith("17:00:00-04:00")
    assert kinds["need"]["value"] == "naloxone"
