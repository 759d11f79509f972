"""The database: session, column types (encrypted, UTC), keys, audit, and the one history of migrations."""
