"""What listens to the buttons of the staff channel's cards and of answers. Who may is checked here, on the server."""

import re
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog

from bot.slack import answer_buttons
from bot.slack.blocks import modal, note, plain, who
from bot.slack.handoff import cards
from bot.slack.interactions import Interaction, Json, Listener
from bot.slack.messages import update_message
from bot.slack.render import Page, escape
from bot.slack.resolve_button import resolved_by
from bot.slack.staff import Staff
from bot.slack.text import storable
from handlers.answers.choices import choose
from handlers.cases.acts import Actor, Overtaken, Unread, claim
from handlers.cases.closing import rate_resolution, resolve
from handlers.cases.escalation import ask_for_person, cancel_return, rate_and_escalate
from handlers.cases.requester_acts import COMMENT_LENGTH, Rated, answer_question, rate
from handlers.desk import Desk
from handlers.intake.keep import Change, Incoming
from handlers.outbox.privacy import let_show
from storage.database import Tx
from storage.errors import FrontdeskError, Refused
from storage.places import hold_place
from storage.records import Case, MessageKey

COMMENT, RESOLUTION_COMMENT, WORDS = "reply_comment", "case_comment", "words"
THANKS = "Thank you for telling me."
KEPT = "That it did not help is noted already, also if you close this. The support team can read your words."
_TS = re.compile(r"\d{1,12}\.\d{1,9}")
UNKNOWN = "This button is from another version of the app and does not work any more."

Act = Callable[[Tx, Actor, str, datetime], Case]
Shown = Callable[[list[answer_buttons.Block], str, str], list[answer_buttons.Block]]

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class HandoffDependencies:
    """What the listeners work with."""

    desk: Desk
    staff: Staff
    team_id: str
    keep: Callable[[Change, Callable[[Tx], object]], Awaitable[None]]


class HandoffListeners:
    """The listeners; ``all`` is the list of them."""

    def __init__(self, dependencies: HandoffDependencies) -> None:
        self._dependencies = dependencies

    def all(self) -> tuple[Listener, ...]:
        """Return what listens to what."""
        return (
            Listener("action", cards.CLAIM, self.claim),
            Listener("action", cards.RESOLVE, self.resolve),
            Listener("action", answer_buttons.RATE, self.rate),
            Listener("action", answer_buttons.RATE_RESOLUTION, self.rate_resolution),
            Listener("view", COMMENT, self.comment),
            Listener("view", RESOLUTION_COMMENT, self.resolution_comment),
            Listener("action", answer_buttons.PERSON, self.person),
            Listener("action", answer_buttons.CANCEL_RETURN, self.cancel_return),
            Listener("action", answer_buttons.HERE, self.show_here),
            Listener("action", answer_buttons.YES, self.answer_question),
            Listener("action", answer_buttons.NO, self.answer_question),
            *(
                Listener("action", f"{answer_buttons.OFFER}{at}", self.choose)
                for at in range(1, answer_buttons.MOST_OFFERED + 1)
            ),
        )

    async def _actor(self, interaction: Interaction) -> Actor:
        return Actor(
            self._dependencies.team_id, interaction.user, await self._dependencies.staff.includes(interaction.user)
        )

    async def _do(self, interaction: Interaction, act: Callable[[Tx, Actor, datetime], Any]) -> Any:  # noqa: ANN401 - what the act returns
        """Do it in one transaction; a refusal is logged with who tried what, then shown."""
        actor, now = await self._actor(interaction), self._dependencies.desk.now()
        with _refusal_logged(interaction):
            return await self._dependencies.desk.db.write(lambda tx: act(tx, actor, now))

    # --- cards ------------------------------------------------------------------------------------------------------

    async def claim(self, interaction: Interaction) -> None:
        """Take the card's case over."""
        await self._on_card(interaction, claim)

    async def resolve(self, interaction: Interaction) -> None:
        """Resolve the card's case, unless something came there that the card does not show yet."""
        number, heard = resolved_by(interaction.value)
        await self._on_card(interaction, lambda tx, actor, _number, now: resolve(tx, actor, number, now, heard))

    async def _on_card(self, interaction: Interaction, act: Act) -> None:
        try:
            case: Case = await self._do(interaction, lambda tx, actor, now: act(tx, actor, interaction.value, now))
        except Unread as error:
            await interaction.ack()
            await interaction.tell(escape(str(error)))
            await self._dependencies.desk.case_events.publish(error.case_id)
            return
        except Overtaken as error:
            await interaction.ack()
            await interaction.tell(escape(str(error)).replace(error.by, who(error.by)))
            return
        await interaction.ack()
        await self._dependencies.desk.case_events.publish(case.id)

    # --- answers ----------------------------------------------------------------------------------------------------

    async def rate(self, interaction: Interaction) -> None:
        """Store a thumb at once; a bad one asks for a word, the second bad one in a row goes to a person."""
        reply_id, rating = _numbers(interaction.value, 2)
        handoff = self._dependencies.desk.handoff
        rated = await self._do(
            interaction, lambda tx, actor, now: rate_and_escalate(tx, handoff, actor, reply_id, rating, now)
        )
        await self._thanked(interaction, rated, rating, _comment_modal(COMMENT, reply_id))

    async def rate_resolution(self, interaction: Interaction) -> None:
        """Store what the requester thinks of how their case was resolved; a bad rating asks for a word."""
        post_id, rating = _numbers(interaction.value, 2)
        rated = await self._do(
            interaction, lambda tx, actor, now: rate_resolution(tx, actor, post_id, rating, None, now)
        )
        await self._thanked(interaction, rated, rating, _comment_modal(RESOLUTION_COMMENT, post_id))

    async def _thanked(self, interaction: Interaction, rated: Rated, rating: int, ask_why: Json) -> None:
        """Let everybody know of a rating that is stored; thank for a good one, ask what was wrong after a bad one."""
        await self._dependencies.desk.case_events.publish(rated.case.id)
        if rating > 0:
            await interaction.ack()
            await interaction.tell(THANKS)
        else:
            await self._ask_why(interaction, ask_why)

    async def _ask_why(self, interaction: Interaction, asked: Json) -> None:
        try:
            await interaction.open(asked)
        except FrontdeskError as error:
            log.info("not_asked_why", user=interaction.user, why=str(error))
            await interaction.ack()
            await interaction.tell(f"{THANKS} Write here what was wrong, and I will try again.")

    async def comment(self, interaction: Interaction) -> None:
        """Store what was wrong with an answer."""

        def act(tx: Tx, actor: Actor, reply_id: int, words: str, now: datetime) -> Rated:
            rated = rate_and_escalate(tx, self._dependencies.desk.handoff, actor, reply_id, -1, now)
            rate(tx, actor, reply_id, -1, words, now)
            return rated

        await self._comment(interaction, act)

    async def resolution_comment(self, interaction: Interaction) -> None:
        """Store what was wrong with how a case was resolved."""
        await self._comment(
            interaction, lambda tx, actor, post_id, words, now: rate_resolution(tx, actor, post_id, -1, words, now)
        )

    async def _comment(self, interaction: Interaction, store: Callable[[Tx, Actor, int, str, datetime], Rated]) -> None:
        found = interaction.metadata.get("reply")
        post_id = found if isinstance(found, int) and not isinstance(found, bool) and 0 < found < 10**15 else 0
        words = storable(str(interaction.values().get(WORDS, {}).get("value") or ""))
        rated: Rated | None = None
        if words.strip():
            rated = await self._do(interaction, lambda tx, actor, now: store(tx, actor, post_id, words, now))
        await interaction.ack()
        if rated is not None:
            await self._dependencies.desk.case_events.publish(rated.case.id)

    async def person(self, interaction: Interaction) -> None:
        """Let the requester of an answer have a person."""
        reply_id, handoff = _numbers(interaction.value, 1)[0], self._dependencies.desk.handoff
        asked = await self._do(interaction, lambda tx, actor, now: ask_for_person(tx, handoff, actor, reply_id, now))
        await interaction.ack()
        await self._dependencies.desk.case_events.publish(asked.case.id)
        if asked.tell:
            await interaction.tell(escape(asked.tell))

    async def show_here(self, interaction: Interaction) -> None:
        """Show in its thread what was answered to its reader alone."""
        reply_id = _numbers(interaction.value, 1)[0]
        case = await self._do(interaction, lambda tx, actor, now: let_show(tx, actor, reply_id, now))
        await interaction.ack()
        await self._dependencies.desk.case_events.publish(case.id)

    async def cancel_return(self, interaction: Interaction) -> None:
        """Cancel the return a button names; its thread says so."""
        case, new = await self._do(
            interaction, lambda tx, actor, now: cancel_return(tx, actor, interaction.value[:40], now)
        )
        await interaction.ack()
        await self._dependencies.desk.case_events.publish(case.id)
        if not new:
            await interaction.tell(f"{escape(interaction.value[:40])} is cancelled already.")

    async def answer_question(self, interaction: Interaction) -> None:
        """Take the press of yes or no for what it says, as if it had been written: it is kept, and answered."""
        task_id, said = _numbers(interaction.value, 1)[0], answer_buttons.ANSWERS[str(interaction.action["action_id"])]
        await self._keep_as_written(
            interaction, lambda tx, actor, now: (answer_question(tx, actor, task_id, now), said)
        )
        await self._show_answer(interaction, answer_buttons.answered, said)

    async def choose(self, interaction: Interaction) -> None:
        """Take the press of a question that may be meant as if it had been written: it is kept, and answered."""
        reply_id, number = _numbers(interaction.value, 2)
        said = await self._keep_as_written(interaction, lambda tx, actor, _now: choose(tx, actor, reply_id, number))
        await self._show_answer(interaction, answer_buttons.chosen, said)

    async def _keep_as_written(
        self, interaction: Interaction, press: Callable[[Tx, Actor, datetime], tuple[Case, str]]
    ) -> str:
        """Keep what a press says as a message of its case, and return it; ``press`` raises ``Refused`` if it may not.

        That is asked once to know the case, and again as the message is kept: of two presses at once, to whatever
        process, the second finds the first one's message.
        """
        pressed_at = _pressed_at(interaction)
        actor, now = await self._actor(interaction), self._dependencies.desk.now()
        with _refusal_logged(interaction):
            case, said = await self._dependencies.desk.db.write(lambda tx: press(tx, actor, now))
            key = MessageKey(case.team_id, case.channel, pressed_at)
            place = (key, case.thread_ts, actor.user, said, case.is_dm)
            written = Incoming(*place, addressed=True, mentions_bot=False, pressed=True)

            def still_may(tx: Tx) -> None:
                hold_place(tx, key, written.place)  # first, as for every message: then its case
                press(tx, actor, now)

            await self._dependencies.keep(written, still_may)
        await interaction.ack()
        return said

    async def _show_answer(self, interaction: Interaction, shown: Shown, said: str) -> None:
        """Put the answer in place of the buttons; best effort."""
        blocks = interaction.message.get("blocks")
        if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
            return
        text = str(interaction.message.get("text") or "")
        page = Page(tuple(shown(blocks, interaction.value, said)), text)
        try:
            await update_message(interaction.client, interaction.channel, str(interaction.message.get("ts")), page)
        except FrontdeskError as error:
            log.info("answer_not_shown", channel=interaction.channel, why=str(error))


@contextmanager
def _refusal_logged(interaction: Interaction) -> Iterator[None]:
    """Log what is refused, with who tried what."""
    try:
        yield
    except Refused as error:
        action = interaction.action.get("action_id") or interaction.view.get("callback_id")
        log.warning("act_refused", user=interaction.user, act=action, value=interaction.value[:80], why=str(error))
        raise


def _pressed_at(interaction: Interaction) -> str:
    """Return when a button was pressed: what the press is kept under, like a message; untrusted."""
    pressed_at = str(interaction.action.get("action_ts") or "")
    if not _TS.fullmatch(pressed_at):
        raise Refused(UNKNOWN)
    return pressed_at


def _comment_modal(callback_id: str, post_id: int) -> Json:
    """Return the modal that asks what was wrong. Its metadata names the post; whose it is is checked when it comes."""
    field = {"type": "plain_text_input", "action_id": "it", "multiline": True, "max_length": COMMENT_LENGTH}
    asked: Json = {"type": "input", "block_id": WORDS, "label": plain("In a few words"), "element": field}
    more = {"callback_id": callback_id, "submit": plain("Send"), "private_metadata": f'{{"reply": {post_id}}}'}
    return modal("What was wrong?", [{**asked, "optional": True}, note(KEPT)], **more)


def _numbers(value: str, count: int) -> list[int]:
    """Read a button's value (untrusted): whole numbers with colons between them."""
    parts = value.split(":")
    good = [part for part in parts if part.removeprefix("-").isascii() and part.removeprefix("-").isdecimal()]
    if len(parts) != count or len(good) != count or any(len(part) > 15 for part in parts):
        raise Refused(UNKNOWN)
    return [int(part) for part in parts]
