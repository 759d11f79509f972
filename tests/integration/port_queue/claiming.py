"""One process of the claiming test: threads that claim until nothing is left, then print what they got as JSON."""

from __future__ import annotations

import json
import sys
import threading
from datetime import UTC, datetime
from uuid import uuid4

from port_queue.claims import claim_next
from storage import keys
from storage.database import Database, Patience

#: This machine may be busy; the test is about who gets what, not about how fast.
PATIENT = Patience(statement_s=60.0, lock_s=60.0)


def claim_all(url: str, claims: list[str]) -> None:
    """Claim as one worker, with connections of its own, until there is nothing left."""
    database, worker = Database.open(url, PATIENT), uuid4().hex
    while True:
        with database.write() as session:
            referral = claim_next(session, worker=worker, now=datetime.now(UTC))
        if referral is None:
            break
        claims.append(str(referral.id))
    database.close()


def main(url: str, encryption_key: str, index_key: str, threads: str) -> None:
    """Run the threads and print their claims."""
    keys.install(keys.Keyring([encryption_key], index_key))
    claims: list[str] = []
    workers = [threading.Thread(target=claim_all, args=(url, claims)) for _ in range(int(threads))]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    sys.stdout.write(json.dumps(claims))


if __name__ == "__main__":
    main(*sys.argv[1:])
