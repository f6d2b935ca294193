"""Whether a sentence asks for a secret in a language that the lists of ``unsafe`` do not read; the words are data."""

from workflows.language.lazy import lazy
from workflows.receipts.word_lists import WordList, read_lists, spoken_in
from workflows.receipts.wording import flat
from workflows.understanding.meanings import meanings_of

_PIECE = lazy(r"[,;:()!?]")


def asks_for_a_secret(sentence: str) -> bool:
    """Say whether a sentence (untrusted) asks for a secret to be given here, and forbids nothing; linear."""
    pieces = [spoken_in(piece) for piece in _PIECE.split(flat(sentence).casefold())]
    secrets, *others, forbids = read_lists("secrets").values()
    if not any(secrets.among(piece) and not _forbids(piece, forbids) for piece in pieces):
        return False
    spoken = [word for piece in pieces for word in piece if not _forbids(piece, forbids)]
    return all(one.among(spoken) for one in others)


def _forbids(spoken: list[str], forbids: WordList) -> bool:
    return forbids.among(spoken) or any("not" in meanings_of(word) for word in spoken)
