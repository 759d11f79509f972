"""Open the database with the keys that read it."""

from portline.settings import Settings
from storage import keys
from storage.database import Database


def open_storage(settings: Settings) -> Database:
    """Install the keyring for this process and open the database that `portline migrate` made."""
    keys.install(keys.Keyring(settings.encryption_keys, settings.index_key))
    return Database.open(settings.database_url, make_file=False)
