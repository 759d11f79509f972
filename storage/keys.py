"""The keys that make stored words unreadable, and numbers findable without being readable."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

_KEY_BYTES = 32
_KEY_ID_LENGTH = 8


class BadKeyError(ValueError):
    """A key is missing, malformed, or used for two purposes; the message never shows it."""


class KeyringMissingError(RuntimeError):
    """Something tried to read or write a secret before `install` was called."""


class UnreadableTokenError(ValueError):
    """A stored token was made with a key we do not hold, or was altered."""


def new_key() -> str:
    """Make a fresh random key, fit for encryption or for the index."""
    return Fernet.generate_key().decode()


class Keyring:
    """Encrypts with the newest of its keys and reads with all of them; the index key is a separate one.

    Keys are 32 random bytes in URL-safe base64, newest first; raises BadKeyError for anything else.
    """

    def __init__(self, encryption_keys: Sequence[str], index_key: str) -> None:
        if not encryption_keys:
            raise BadKeyError("at least one encryption key is needed")
        if index_key in encryption_keys:
            raise BadKeyError("the index key must not be an encryption key")
        self._index_key = _key_bytes(index_key)
        self._fernet = MultiFernet([Fernet(base64.urlsafe_b64encode(_key_bytes(key))) for key in encryption_keys])
        self._newest = _key_id(encryption_keys[0])

    def encrypt(self, plain: bytes) -> bytes:
        """Encrypt `plain`; the id of the key comes first, so that rotation can see what is old."""
        return self._newest + b"." + self._fernet.encrypt(plain)

    def decrypt(self, token: bytes) -> bytes:
        """Decrypt a token of ours; raises UnreadableTokenError, which says nothing of its content."""
        try:
            return self._fernet.decrypt(_body(token))
        except InvalidToken:
            raise UnreadableTokenError("a stored token cannot be read with the installed keys") from None

    def is_current(self, token: bytes) -> bool:
        """Tell whether `token` was made with the newest key."""
        return token.startswith(self._newest + b".")

    def renew(self, token: bytes) -> bytes:
        """Encrypt the content of `token` again under the newest key; raises UnreadableTokenError."""
        return self.encrypt(self.decrypt(token))

    def pseudonym(self, kind: str, value: str) -> str:
        """Return the keyed fingerprint (64 hex digits) of `value`; put numbers in E.164 first."""
        return hmac.new(self._index_key, f"{kind}\0{value}".encode(), hashlib.sha256).hexdigest()


_installed: list[Keyring] = []


def install(keyring: Keyring) -> None:
    """Make `keyring` the one that encrypted columns of this process use."""
    _installed[:] = [keyring]


def current() -> Keyring:
    """Return the installed keyring; raises KeyringMissingError before `install`."""
    if not _installed:
        raise KeyringMissingError("no keyring is installed in this process")
    return _installed[0]


def _key_bytes(key: str) -> bytes:
    try:
        raw = base64.b64decode(key.encode(), altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError):
        raise BadKeyError("a key must be URL-safe base64") from None
    if len(raw) != _KEY_BYTES:
        raise BadKeyError("a key must be 32 bytes")
    return raw


def _key_id(key: str) -> bytes:
    """Name a key by a short fingerprint; 32 bits of a hash of 256 random bits give nothing away."""
    return hashlib.sha256(b"portline key id" + _key_bytes(key)).hexdigest()[:_KEY_ID_LENGTH].encode()


def _body(token: bytes) -> bytes:
    return token[_KEY_ID_LENGTH + 1 :]
