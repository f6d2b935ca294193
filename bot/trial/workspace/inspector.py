"""One entry of the inspector: what went over the wire, without tokens."""

import re
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from bot.trial.workspace.workspace import Json, Workspace

Kind = Literal["api", "event", "command", "interactive", "options", "response_url"]
LONGEST_TEXT = 20_000  # characters of one string in an entry: an inspector is not an archive

_TOKEN = re.compile(r"\bx(?:ox[a-z]|app)-[\w.-]+|\bsk-[\w-]{8,}")
_TICKET = re.compile(r"(ticket=)[^&\s\"]+|(/response/)[\w-]+|(/upload/)[\w-]+")
_SECRET_KEYS = {"token", "authorization", "ticket", "client_secret", "signing_secret"}


@dataclass(frozen=True)
class Entry:
    """One call: ``out`` is the bot calling Slack, ``in`` Slack calling the bot; status 0: no answer."""

    direction: Literal["in", "out"]
    kind: Kind
    name: str
    status: int
    ms: float
    request: object
    response: object
    notes: list[str] = field(default_factory=list)

    def shown(self, n: int, at: float) -> Json:
        """Return the entry as the page gets it: tokens redacted, numbered, with its time."""
        fields = asdict(self) | {"request": redacted(self.request), "response": redacted(self.response)}
        return {**fields, "ms": round(self.ms, 1), "n": n, "at": round(at, 3)}


def record(workspace: Workspace, entry: Entry) -> None:
    """Tell the inspector."""
    workspace.publish("wire", entry)


def redacted(node: Any) -> Any:  # noqa: ANN401 - any JSON
    """Return a copy without tokens, tickets and secret addresses."""
    if isinstance(node, dict):
        return {key: "…" if key in _SECRET_KEYS else redacted(value) for key, value in node.items()}
    if isinstance(node, list):
        return [redacted(item) for item in node]
    if isinstance(node, str):
        cut = node if len(node) <= LONGEST_TEXT else f"{node[:LONGEST_TEXT]}… ({len(node)} characters)"
        return _TICKET.sub(lambda found: f"{found.group(1) or found.group(2) or found.group(3)}…", _TOKEN.sub("…", cut))
    return node
