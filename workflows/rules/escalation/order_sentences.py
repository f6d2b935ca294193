"""The sentences of a message with "order" for each order's number, as rules read them that ask what is said of one."""

from workflows.ids.grammar import find_ids, fold
from workflows.language.sentences import sentences_of_piece

READ_CHARS = 2_000
LONGEST = 300  # characters of a sentence: who writes more tells a story


def order_sentences(text: str) -> list[str]:
    """Return the sentences of the first 2,000 characters of ``text`` (untrusted), but for long ones.

    Numbers of anything else are left out; white space is one blank.
    """
    read = fold(text[:READ_CHARS])
    for one in reversed(find_ids(read)):
        named = " order " if one.kind in {"order", "unknown"} else f" {one.kind}-number "
        read = f"{read[: one.start]}{named}{read[one.end :]}"
    spans = (one for one in sentences_of_piece(read) if one.end - one.start <= LONGEST)
    said = (" ".join(read[one.start : one.upto].split()) for one in spans)
    return [one.replace("order number order", "order").replace("order order", "order") for one in said]
