"""Keys encrypt with the newest, read with all, and never show themselves."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from storage.keys import BadKeyError, Keyring, UnreadableTokenError, new_key

OLD, NEW, INDEX = new_key(), new_key(), new_key()
SECRET = b"a person's words"


def test_what_an_old_key_wrote_is_still_read_after_a_new_key_comes_first() -> None:
    token = Keyring([OLD], INDEX).encrypt(SECRET)

    assert Keyring([NEW, OLD], INDEX).decrypt(token) == SECRET


def test_new_words_are_written_with_the_newest_key_only() -> None:
    token = Keyring([NEW, OLD], INDEX).encrypt(SECRET)

    assert Keyring([NEW], INDEX).decrypt(token) == SECRET


def test_renewing_moves_a_token_to_the_newest_key() -> None:
    both = Keyring([NEW, OLD], INDEX)
    old_token = Keyring([OLD], INDEX).encrypt(SECRET)

    assert [both.is_current(old_token), both.is_current(both.renew(old_token))] == [False, True]


@pytest.mark.parametrize("spoil", [lambda token: token[:-4] + b"AAAA", lambda _: b"", lambda _: b"plain text"])
def test_an_altered_token_is_refused_without_saying_what_was_in_it(spoil: Callable[[bytes], bytes]) -> None:
    keyring = Keyring([NEW], INDEX)
    token = spoil(keyring.encrypt(SECRET))

    with pytest.raises(UnreadableTokenError, match=r"^a stored token cannot be read with the installed keys$"):
        keyring.decrypt(token)


def test_a_token_of_a_retired_key_is_refused() -> None:
    token = Keyring([OLD], INDEX).encrypt(SECRET)

    with pytest.raises(UnreadableTokenError):
        Keyring([NEW], INDEX).decrypt(token)


@pytest.mark.parametrize(
    ("encryption", "index"),
    [
        pytest.param([], INDEX, id="no key"),
        pytest.param([NEW], NEW, id="one key for two purposes"),
        pytest.param(["short"], INDEX, id="too short"),
        pytest.param([NEW], "not base64 at all!", id="not base64"),
        pytest.param([NEW], "ключ", id="not ASCII"),
    ],
)
def test_a_bad_key_is_refused_and_not_repeated(encryption: list[str], index: str) -> None:
    with pytest.raises(BadKeyError) as refusal:
        Keyring(encryption, index)

    assert all(key not in str(refusal.value) for key in [*encryption, index])


def test_a_number_has_one_pseudonym_per_kind_and_index_key() -> None:
    keyring = Keyring([NEW], INDEX)
    phone = keyring.pseudonym("phone", "+16175550100")

    assert phone == Keyring([OLD], INDEX).pseudonym("phone", "+16175550100")
    assert phone != keyring.pseudonym("contact", "+16175550100")
    assert phone != Keyring([NEW], OLD).pseudonym("phone", "+16175550100")
    assert len(phone) == 64


def test_a_keyring_shows_none_of_its_keys() -> None:
    shown = repr(Keyring([NEW], INDEX)) + str(vars(Keyring([NEW], INDEX)))

    assert NEW not in shown
    assert INDEX not in shown
