import pytest

from portline.checks import CheckError
from portline.request_lines import read_request


def test_a_line_is_a_text_and_maybe_a_language():
    assert read_request('{"text": "hola", "lang": "es"}', 1) == ("hola", "es")
    assert read_request('{"text": "hi"}', 1) == ("hi", None)


@pytest.mark.parametrize("line", ["canary", "[]", '{"text": 3}', '{"lang": "es"}', '"canary"'])
def test_any_other_line_is_refused_by_number_without_its_words(line):
    with pytest.raises(CheckError, match="Line 7") as refusal:
        read_request(line, 7)

    assert "canary" not in str(refusal.value)
