"""The public messages on which router and splitter were developed; tests/data/public/README.md says whose they are."""

import json

from tests.paths import DATA

PUBLIC = DATA / "public"


def public_messages() -> list[dict[str, str]]:
    """Return the rows: id, text, label (a route's label, AMBIGUOUS or OUT_OF_SCOPE), source, intent, licence."""
    files = sorted(PUBLIC.glob("*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
