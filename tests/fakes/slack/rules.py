"""What holds our bot to the rules: in a test each note of the workspace is a breach, unless the test allows it."""

from bot.trial.workspace.notes import Notes


class Rules:
    """Judges what the workspace noted of the bot."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._allowed: list[str] = []

    def allow(self, part: str) -> None:
        """Accept breaches whose words contain ``part``, earlier ones too."""
        self._allowed.append(part)

    @property
    def violations(self) -> list[str]:
        """Breaches nobody allowed, in order."""
        return [words for words in self._notes.found if not any(part in words for part in self._allowed)]
