"""From a fresh clone to two Python environments; standard library only, because nothing is installed yet."""
