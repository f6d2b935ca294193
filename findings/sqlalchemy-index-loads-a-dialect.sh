#!/usr/bin/env bash
# SQLAlchemy 2.1.9, 2026-11-29.
# One would guess: what an index says for one database (postgresql_where=…) is kept until it is made there.
# What happens: the whole dialect is imported when the index is written down, types, drivers' modules and all, also where no
#   such database, and no driver for it, is in use.
# Why it matters to a support desk: one that keeps its cases in SQLite holds 2 MB of a database that it never meets.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check SQLAlchemy==2.1.9
"$dir/venv/bin/python" - <<'PY'
import sys

import sqlalchemy as sa


def loaded() -> int:
    return sum(name.startswith("sqlalchemy.dialects.postgresql") for name in sys.modules)


open_cases = sa.text("status <> 'resolved'")
table = sa.Table("cases", sa.MetaData(), sa.Column("id", sa.Integer), sa.Column("status", sa.Text))
sa.Index("ix_plain", table.c.status)
before = loaded()
sa.Index("ix_open", table.c.id, postgresql_where=open_cases)
print("modules of the PostgreSQL dialect: before", before, "- after one partial index", loaded())
assert before == 0
assert loaded() > 10, "the dialect is no longer loaded: storage/tables may say postgresql_where again"
PY
