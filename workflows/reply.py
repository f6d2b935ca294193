"""A reply as data: its content, not how Slack or a terminal shows it. Texts are plain and unescaped."""

from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict

BETWEEN_NOTES = " · "


def small_print_of(notes: Iterable[str]) -> str:
    """Join notes into one line of small print."""
    return BETWEEN_NOTES.join(notes)


class Fact(BaseModel):
    """One fact, formatted once by code: a label and a value that are verbatim in the reply."""

    model_config = ConfigDict(frozen=True)

    label: str
    value: str


class Offer(BaseModel):
    """A published question, or the name of a section of a published document, that may be meant.

    ``number``: what it is chosen by, unique in a reply. ``entry``: row id of the entry; 0: it is ``document`` (row id)
    from ``start`` to ``end``.
    """

    model_config = ConfigDict(frozen=True)

    question: str
    number: int = 0
    entry: int = 0
    document: int = 0
    start: int = 0
    end: int = 0


class Section(BaseModel):
    """A piece of a reply: an optional heading, words, and the facts under them.

    ``rma``: the return it authorises. ``asks``: the row id of the task it asks a yes or no about; 0: none. ``offers``:
    what may be meant, ``offered_for`` these words of the part ``part`` of a message.
    """

    model_config = ConfigDict(frozen=True)

    heading: str = ""
    text: str = ""
    facts: tuple[Fact, ...] = ()
    rma: str = ""
    asks: int = 0
    offers: tuple[Offer, ...] = ()
    offered_for: str = ""
    part: int = 0


class Reply(BaseModel):
    """One reply: sections in order, and small print at the end.

    ``final``: it answers in full and may be rated. ``offers_person``: who reads it may ask for a person by a button.
    ``private``: it is for its reader alone, and its thread says only that. ``undelivered``: Slack did not let
    us send it to them.
    """

    model_config = ConfigDict(frozen=True)

    sections: tuple[Section, ...]
    small_print: str = ""
    final: bool = False
    offers_person: bool = False
    private: bool = False
    undelivered: bool = False

    @property
    def notes(self) -> tuple[str, ...]:
        """What its small print says, one by one."""
        return tuple(self.small_print.split(BETWEEN_NOTES)) if self.small_print else ()

    def plain(self) -> str:
        """Return the reply as plain text, for transcripts, notifications and the terminal."""
        parts = []
        for section in self.sections:
            facts = "\n".join(f"• {fact.label}: {fact.value}" for fact in section.facts)
            offers = "\n".join(f"{offer.number}. {offer.question}" for offer in section.offers)
            parts.append("\n".join(piece for piece in (section.heading, section.text, facts, offers) if piece))
        return "\n\n".join(part for part in (*parts, self.small_print) if part)
