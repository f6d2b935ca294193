"""What the bot asked of the fake, kept for tests to read: calls, updates, status lines, answers to response URLs."""

from dataclasses import dataclass, field

from bot.trial.workspace.site import ResponseUrl, Site, Status
from bot.trial.workspace.workspace import Json

STATUS_METHODS = {"assistant.threads.setStatus", "agents.sessions.setStatus"}


@dataclass(frozen=True)
class Call:
    """One call of the Web API: what came in, and what it was answered."""

    method: str
    args: Json
    answer: Json

    @property
    def ok(self) -> bool:
        """Whether Slack did it."""
        return bool(self.answer.get("ok"))


@dataclass(frozen=True)
class Update:
    """One ``chat.update``: what was there, what is there now."""

    channel: str
    ts: str
    before: str
    text: str
    blocks: list[Json]


@dataclass
class Requests:
    """Everything the bot asked for, oldest first."""

    calls: list[Call] = field(default_factory=list)
    updates: list[Update] = field(default_factory=list)
    statuses: list[Status] = field(default_factory=list)
    responses: list[Json] = field(default_factory=list)

    def keep(self, site: Site, call: Call) -> None:
        """Keep a call that was just answered."""
        self.calls.append(call)
        if call.ok and call.method == "chat.update":
            self.updates.append(_update(site, call))
        elif call.ok and call.method in STATUS_METHODS:
            self.statuses.append(_status(site, call))

    def keep_response(self, to: ResponseUrl, body: Json) -> None:
        """Keep what came to a response URL."""
        self.responses.append({**body, "user": to.user, "channel": to.channel})


def _update(site: Site, call: Call) -> Update:
    message = site.message(call.answer["channel"], call.answer["ts"])
    return Update(message.channel, message.ts, message.history[-1], message.text, message.blocks)


def _status(site: Site, call: Call) -> Status:
    channel, loading = site.channel(call.args["channel_id"]), call.args.get("loading_messages") or ()
    return Status(channel.id, call.args.get("thread_ts") or "", call.args["status"], tuple(loading))
