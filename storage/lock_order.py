"""What a transaction holds, told to whoever checks the order of locks that ``storage.cases`` states: the tests do."""

from collections.abc import Collection

from storage.database import Tx

HELD = "held"  # the key in ``tx.info`` at which a checker says whom to tell; in life there is nobody
CASES, SETS = "cases", "faq_sets"


def note_held(tx: Tx, kind: str, ids: Collection[int]) -> None:
    """Note that this transaction holds these cases or sets from now on: all it needs, even if that is none.

    On SQLite a transaction that writes is alone, and holds them anyway.
    """
    tell = tx.info.get(HELD)
    if tell is not None:
        tell(kind, ids)
