"""What the assistant says and decides: pure functions of values and `now`; no framework, no network, no database."""
