"""The directory in and out: HSDS 3.1 as JSON or tables, and our own list of services (docs/directory-exchange.md)."""
