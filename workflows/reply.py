"""A reply as data: its content, not how Slack or a terminal shows it. Texts are plain and unescaped."""

from pydantic import BaseModel, ConfigDict


class Fact(BaseModel):
    """One fact, formatted once by code: a label and a value that are verbatim in the reply."""

    model_config = ConfigDict(frozen=True)

    label: str
    value: str


class Section(BaseModel):
    """A piece of a reply: an optional heading, words, and the facts under them.

    ``rma``: the return it authorises. ``asks``: the row id of the task it asks a yes or no about; 0: none.
    """

    model_config = ConfigDict(frozen=True)

    heading: str = ""
    text: str = ""
    facts: tuple[Fact, ...] = ()
    rma: str = ""
    asks: int = 0


class Reply(BaseModel):
    """One reply: sections in order, and small print at the end. ``final``: it answers in full and may be rated."""

    model_config = ConfigDict(frozen=True)

    sections: tuple[Section, ...]
    small_print: str = ""
    final: bool = False

    def plain(self) -> str:
        """Return the reply as plain text, for transcripts, notifications and the terminal."""
        parts = []
        for section in self.sections:
            facts = "\n".join(f"• {fact.label}: {fact.value}" for fact in section.facts)
            parts.append("\n".join(piece for piece in (section.heading, section.text, facts) if piece))
        return "\n\n".join(part for part in (*parts, self.small_print) if part)
