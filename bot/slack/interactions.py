"""What people do besides writing: a command, a button, a modal, a shortcut; read from Slack's payload, untrusted."""

import asyncio
import contextlib
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Literal

import aiohttp
import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.blocks import modal, plain, section
from bot.slack.errors import code_of, translated
from bot.slack.messages import ThreadRef, post_message
from bot.slack.render import Page, escape
from bot.slack.text import leads_to_slack
from storage.errors import FrontdeskError, Refused

Json = dict[str, Any]
Kind = Literal["command", "shortcut", "action", "view", "event"]

CANNOT = "That did not work"
SLACK_REFUSES = "Slack did not take that, perhaps because it came late. Please try again."
RESPOND_S = 3.0
CLOSE_S = 2.0

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Interaction:
    """One thing a person did. ``body`` is Slack's payload; what is read from it has the type it says or is empty."""

    body: Json
    client: AsyncWebClient
    _ack: Callable[..., Awaitable[object]]
    acked: bool = field(default=False)

    async def ack(self, **answer: object) -> None:
        """Tell Slack that this was received; for a modal with what shall become of it. Only the first call counts."""
        if not self.acked:
            self.acked = True
            await self._ack(**answer)

    @property
    def user(self) -> str:
        """Who did it."""
        return _text(self.body.get("user_id")) or _text(_dict(self.body.get("user")).get("id")) or self._event_user

    @property
    def _event_user(self) -> str:
        return _text(_dict(self.body.get("event")).get("user"))

    @property
    def team_id(self) -> str:
        """The team in whose name this was done.

        Of a dialog it is the team that installed us: a person of another organisation (Slack Connect) sends it in the
        name of their own (measured).
        """
        installed = _text(self.view.get("app_installed_team_id"))
        if installed:
            return installed
        team = _text(self.body.get("team_id")) or _text(_dict(self.body.get("team")).get("id"))
        return team or _text(_dict(self.body.get("user")).get("team_id"))

    @property
    def channel(self) -> str:
        """Where it was done; "" on Home and in modals."""
        channel = _text(_dict(self.body.get("channel")).get("id")) or _text(self.body.get("channel_id"))
        return channel or _text(self.container.get("channel_id"))

    @property
    def text(self) -> str:
        """What was typed after a command."""
        return _text(self.body.get("text")).strip()

    @property
    def event(self) -> Json:
        """The event, if it is one."""
        return _dict(self.body.get("event"))

    @property
    def trigger_id(self) -> str:
        """Opens one view within 3 seconds."""
        return _text(self.body.get("trigger_id"))

    @property
    def container(self) -> Json:
        """Where the button is."""
        return _dict(self.body.get("container"))

    @property
    def message(self) -> Json:
        """The message a shortcut was used on or a button is on."""
        return _dict(self.body.get("message"))

    @property
    def action(self) -> Json:
        """The button that was pressed, or the choice that was made."""
        actions = self.body.get("actions")
        return _dict(actions[0]) if isinstance(actions, list) and actions else {}

    @property
    def value(self) -> str:
        """What the pressed button or the chosen option carries."""
        chosen = _dict(self.action.get("selected_option"))
        return _text(self.action.get("value")) or _text(chosen.get("value")) or _text(self.action.get("selected_user"))

    @property
    def view(self) -> Json:
        """The modal or Home tab."""
        return _dict(self.body.get("view"))

    @property
    def view_id(self) -> str:
        """The id of the modal."""
        return _text(self.view.get("id"))

    @property
    def sealed(self) -> str:
        """What the modal carries for us, as Slack sends it back: sealed, or open to forging."""
        return _text(self.view.get("private_metadata"))

    @property
    def metadata(self) -> Json:
        """What the modal carries openly; {} if it is not JSON. People can read and forge it."""
        try:
            return _dict(json.loads(self.sealed or "{}"))
        except ValueError:
            return {}

    def values(self) -> dict[str, Json]:
        """Return the state of each input by its block id."""
        state = _dict(_dict(self.view.get("state")).get("values"))
        return {block: _dict(next(iter(_dict(row).values()), {})) for block, row in state.items()}

    async def open(self, view: Json) -> Json:
        """Open a modal, or lay it over the one this was done in; return Slack's view (id and hash)."""
        with translated():
            if self.view.get("type") == "modal" and self.body.get("type") == "block_actions":
                answer = await self.client.views_push(trigger_id=self.trigger_id, view=view)
            else:
                answer = await self.client.views_open(trigger_id=self.trigger_id, view=view)
        return _dict(answer.get("view"))

    async def update(self, view: Json, *, view_id: str = "", view_hash: str | None = None) -> None:
        """Replace a modal: the one this was done in unless another is named.

        Nothing happens if it was closed, or changed since it had ``view_hash``.
        """
        more = {"hash": view_hash} if view_hash else {}
        try:
            with translated():
                await self.client.views_update(view_id=view_id or self.view_id, view=view, **more)
        except Refused as error:
            if code_of(error) not in {"not_found", "hash_conflict"}:
                raise

    async def tell(self, text: str, blocks: list[Json] | None = None) -> None:
        """Tell the person something that nobody else sees (mrkdwn, escaped); best effort.

        Where it was done, as long as Slack takes that: an address is spent after five answers, a trigger after three
        seconds, and over two dialogs there is room for one. Else in a direct message.
        """
        if await self._answer(text, blocks):
            return
        if self.view.get("type") == "home" or (self.view and self.body.get("type") == "block_actions"):
            try:
                await self.open(modal(CANNOT, [section(text)]))
            except FrontdeskError as error:
                log.info("not_told_in_dialog", user=self.user, why=str(error))
                text = f"{CANNOT}. {text}"
            else:
                return
        try:
            with translated():
                opened = await self.client.conversations_open(users=[self.user])
            channel = str(_dict(opened.get("channel")).get("id"))
            await post_message(self.client, ThreadRef(channel, None), Page((), text))
        except FrontdeskError as error:
            log.warning("not_told", user=self.user, why=str(error))

    async def _answer(self, text: str, blocks: list[Json] | None) -> bool:
        """Answer a command or a button of a message in its place; False: Slack gave no address for that, or refuses."""
        url, session = self.body.get("response_url"), self.client.session
        if not isinstance(url, str) or not leads_to_slack(url, self.client.base_url) or session is None:
            return False
        answer: Json = {"text": text, "response_type": "ephemeral", "replace_original": False}
        thread_ts = self.container.get("thread_ts")
        answer |= {"blocks": blocks} if blocks else {}
        answer |= {"thread_ts": thread_ts} if thread_ts else {}
        timeout = aiohttp.ClientTimeout(total=RESPOND_S)
        try:
            async with session.post(url, json=answer, timeout=timeout, allow_redirects=False) as taken:
                status = taken.status
        except (aiohttp.ClientError, TimeoutError) as error:
            log.info("not_told_in_place", user=self.user, why=type(error).__name__)
            return False
        if status != 200:
            log.info("not_told_in_place", user=self.user, status=status)
        return status == 200


@dataclass(frozen=True, slots=True)
class Listener:
    """What listens to one command, button, modal, shortcut or event; ``name`` is Slack's name for it."""

    kind: Kind
    name: str
    run: Callable[[Interaction], Awaitable[None]]


def notice(title: str, text: str) -> Json:
    """Return a modal that says one thing, in plain text."""
    return modal(title[:24], [{"type": "section", "text": plain(text[:3000] or "…")}])


class Interactions:
    """Runs listeners. Whatever goes wrong, Slack gets its answer and the person a sentence, never a traceback."""

    def __init__(self, client: AsyncWebClient, team_id: str) -> None:
        self._client = client
        self._team_id = team_id
        self._under_way: set[asyncio.Task[Any]] = set()
        self._changed = asyncio.Condition()

    async def run(self, listener: Listener, body: Json, ack: Callable[..., Awaitable[object]]) -> None:
        """Run one listener; what it does after its ack goes on after Slack has its answer."""
        interaction = Interaction(body, self._client, ack)
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - a coroutine runs in a task
        self._under_way.add(task)
        try:
            await _listen(listener, interaction, self._team_id)
        finally:
            await interaction.ack()
            self._under_way.discard(task)
            async with self._changed:
                self._changed.notify_all()

    async def idle(self) -> None:
        """Wait until no listener runs."""
        async with self._changed:
            await self._changed.wait_for(lambda: not self._under_way)

    async def close(self) -> None:
        """Wait a moment for what runs; cut the rest: what has to outlive this process is a job of the engine."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(CLOSE_S):
                await self.idle()
        late = list(self._under_way)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)


async def _listen(listener: Listener, interaction: Interaction, team_id: str) -> None:
    try:
        _check_team(interaction, team_id)
        await listener.run(interaction)
    except Refused as error:
        log.warning("interaction_refused", listener=listener.name, user=interaction.user, why=str(error))
        await _say_no(interaction, SLACK_REFUSES if code_of(error) else str(error))
    except FrontdeskError as error:
        log.warning("interaction_failed", listener=listener.name, why=str(error))
        await _say_no(interaction, "Slack or our database does not answer right now. Please try again in a minute.")
    except Exception:  # edge: of a listener; whoever pressed is told
        log.exception("interaction_broken", listener=listener.name)
        await _say_no(interaction, "Something went wrong on our side. Please try again.")


def _check_team(interaction: Interaction, team_id: str) -> None:
    if interaction.team_id not in {"", team_id}:
        log.warning("another_team", team=interaction.team_id)
        msg = "this app does not serve your workspace"
        raise Refused(msg)


async def _say_no(interaction: Interaction, text: str) -> None:
    sentence = text[:1].upper() + text[1:]
    if interaction.body.get("type") == "view_submission" and not interaction.acked:
        await interaction.ack(response_action="push", view=notice(CANNOT, sentence))
        return
    await interaction.ack()
    await interaction.tell(escape(sentence))


def _dict(value: object) -> Json:
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
