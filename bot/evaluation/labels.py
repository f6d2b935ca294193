"""Routes that staff corrected as labelled messages: what ``frontdesk eval`` measures on and ``cases export`` writes."""

import json
from collections.abc import AsyncIterator, Sequence

from bot.formats.cases import Out
from storage import notes
from storage.database import Database, Tx
from storage.notes import Label

BATCH = 200


async def read_labels(db: Database, team_id: str) -> AsyncIterator[Sequence[Label]]:
    """Yield the team's labelled messages, oldest correction first, a batch at a time, those without a text too."""
    after = 0

    def next_labels(tx: Tx) -> list[Label]:
        return notes.labels_after(tx, team_id, after, BATCH)

    while batch := await db.read(next_labels):
        yield batch
        after = batch[-1].id


def write_labels(out: Out, labels: Sequence[Label]) -> int:
    """Write those that still have a text, one JSON object a line; return how many."""
    standing = [{"text": label.text, "label": label.route} for label in labels if label.text is not None]
    for row in standing:
        out.write(json.dumps(row, ensure_ascii=True) + "\n")
    return len(standing)
