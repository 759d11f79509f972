"""Secrets of stage demo: made once, kept under `var/secrets/`, readable by their owner only."""

import base64
import os
import secrets
from collections.abc import Callable
from pathlib import Path

_OWNER_ONLY = 0o600


def make_secret() -> str:
    """Return a new random secret of 256 bits."""
    return secrets.token_urlsafe(32)


def make_fernet_key() -> str:
    """Return a new Fernet key (32 random bytes in URL-safe base64)."""
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode("ascii")


def make_twilio_token() -> str:
    """Return a token in the shape of Twilio's, so that `portline sms` can sign as Twilio does."""
    return secrets.token_hex(16)


def kept_secret(folder: Path, name: str) -> str | None:
    """Return the secret kept under `name`, or None."""
    file = folder / name
    return file.read_text(encoding="ascii").strip() if file.is_file() else None


def keep_secret(folder: Path, name: str, make: Callable[[], str]) -> str:
    """Return the secret kept under `name`, made on first use; processes that start at once agree on one."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = folder / f".{name}.{secrets.token_hex(4)}"
    draft.touch(mode=_OWNER_ONLY)
    draft.write_text(make(), encoding="ascii")
    try:
        # A link either takes the name whole or fails: nobody ever reads a half-written secret.
        os.link(draft, folder / name)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return (folder / name).read_text(encoding="ascii").strip()
