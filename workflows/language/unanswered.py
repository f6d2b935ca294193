"""What customers who have not answered a question read in their own language; the sentences are data."""

from functools import cache

from workflows.language.word_files import read_words


@cache
def _sentences() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = read_words("workflows.language", "unanswered.toml")
    return found


def nudge_in(language: str | None, number: str, days: int | None) -> str:
    """Remind in ``language`` of the question in case ``number``, which is closed after so many days (None: it is not).

    "" in English and where we have no sentence.
    """
    words = _sentences().get(language or "en")
    if words is None:
        return ""
    if days is None:
        return words["nudge"].replace("{case}", number)
    within = words["day"] if days == 1 else words["days"].replace("{n}", str(days))
    return f"{words['nudge']} {words['closing']}".replace("{case}", number).replace("{within}", within)


def closed_in(language: str | None, number: str) -> str:
    """Say in ``language`` that case ``number`` is closed and how it is opened again; "" as in ``nudge_in``."""
    return _sentences().get(language or "en", {}).get("closed", "").replace("{case}", number)
