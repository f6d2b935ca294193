"""What listens to the buttons of the staff channel's cards and of answers. Who may is checked here, on the server."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog

from bot.slack import answer_buttons
from bot.slack.blocks import modal, plain, who
from bot.slack.handoff import cards
from bot.slack.interactions import Interaction, Json, Listener
from bot.slack.staff import Staff
from bot.slack.text import storable
from handlers.cases.acts import Actor, Overtaken, claim, resolve
from handlers.cases.escalation import ask_for_person, cancel_return, rate_and_escalate
from handlers.cases.requester_acts import COMMENT_LENGTH, Rated, rate
from handlers.desk import Desk
from storage.database import Tx
from storage.errors import FrontdeskError, Refused
from storage.records import Case

COMMENT, WORDS = "reply_comment", "words"
THANKS = "Thank you for telling me."
UNKNOWN = "This button is from another version of the app and does not work any more."

Act = Callable[[Tx, Actor, str, datetime], Case]

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class HandoffDoors:
    """What the listeners work with."""

    desk: Desk
    staff: Staff
    team_id: str


class HandoffListeners:
    """The listeners; ``all`` is the list of them."""

    def __init__(self, doors: HandoffDoors) -> None:
        self._to = doors

    def all(self) -> tuple[Listener, ...]:
        """Return what listens to what."""
        return (
            Listener("action", cards.CLAIM, self.claim),
            Listener("action", cards.RESOLVE, self.resolve),
            Listener("action", answer_buttons.RATE, self.rate),
            Listener("view", COMMENT, self.comment),
            Listener("action", answer_buttons.PERSON, self.person),
            Listener("action", answer_buttons.CANCEL_RETURN, self.cancel_return),
        )

    async def _actor(self, it: Interaction) -> Actor:
        return Actor(self._to.team_id, it.user, await self._to.staff.includes(it.user))

    async def _do(self, it: Interaction, act: Callable[[Tx, Actor, datetime], Any]) -> Any:  # noqa: ANN401 - what the act returns
        """Do it in one transaction; a refusal is logged with who tried what, then told."""
        actor, now = await self._actor(it), self._to.desk.now()
        try:
            return await self._to.desk.db.write(lambda tx: act(tx, actor, now))
        except Refused as error:
            action = it.action.get("action_id") or it.view.get("callback_id")
            log.warning("act_refused", user=it.user, act=action, value=it.value[:80], why=str(error))
            raise

    # --- cards ------------------------------------------------------------------------------------------------------

    async def claim(self, it: Interaction) -> None:
        """Take the card's case over."""
        await self._on_card(it, claim)

    async def resolve(self, it: Interaction) -> None:
        """Resolve the card's case."""
        await self._on_card(it, resolve)

    async def _on_card(self, it: Interaction, act: Act) -> None:
        try:
            case: Case = await self._do(it, lambda tx, actor, now: act(tx, actor, it.value, now))
        except Overtaken as error:
            await it.ack()
            await it.tell(str(error).replace(error.by, who(error.by)))
            return
        await it.ack()
        await self._to.desk.case_changed(case.id)

    # --- answers ----------------------------------------------------------------------------------------------------

    async def rate(self, it: Interaction) -> None:
        """Store a thumb at once; a bad one asks for a word, the second bad one in a row goes to a person."""
        reply_id, rating = _numbers(it.value, 2)
        handoff = self._to.desk.handoff
        rated = await self._do(it, lambda tx, actor, now: rate_and_escalate(tx, handoff, actor, reply_id, rating, now))
        if rating > 0:
            await it.ack()
            await it.tell(THANKS)
        else:
            await self._ask_why(it, reply_id)
        if rated.second_bad:
            await self._to.desk.case_changed(rated.case.id)

    async def _ask_why(self, it: Interaction, reply_id: int) -> None:
        try:
            await it.open(_comment_modal(reply_id))
        except FrontdeskError as error:
            log.info("not_asked_why", user=it.user, why=str(error))
            await it.ack()
            await it.tell(f"{THANKS} Write here what was wrong, and I will try again.")

    async def comment(self, it: Interaction) -> None:
        """Store what was wrong with an answer."""
        found = it.metadata.get("reply")
        reply_id = found if isinstance(found, int) and not isinstance(found, bool) and 0 < found < 10**15 else 0
        words = storable(str(it.values().get(WORDS, {}).get("value") or ""))

        def act(tx: Tx, actor: Actor, now: datetime) -> Rated:
            rated = rate_and_escalate(tx, self._to.desk.handoff, actor, reply_id, -1, now)
            rate(tx, actor, reply_id, -1, words, now)
            return rated

        rated: Rated | None = await self._do(it, act) if words.strip() else None
        await it.ack()
        if rated is not None and rated.second_bad:
            await self._to.desk.case_changed(rated.case.id)

    async def person(self, it: Interaction) -> None:
        """Let the requester of an answer have a person."""
        reply_id, handoff = _numbers(it.value, 1)[0], self._to.desk.handoff
        asked = await self._do(it, lambda tx, actor, now: ask_for_person(tx, handoff, actor, reply_id, now))
        await it.ack()
        await self._to.desk.case_changed(asked.case.id)
        if asked.tell:
            await it.tell(asked.tell)

    async def cancel_return(self, it: Interaction) -> None:
        """Cancel the return a button names; its thread says so."""
        case, new = await self._do(it, lambda tx, actor, now: cancel_return(tx, actor, it.value[:40], now))
        await it.ack()
        await self._to.desk.case_changed(case.id)
        if not new:
            await it.tell(f"{it.value[:40]} is cancelled already.")


def _comment_modal(reply_id: int) -> Json:
    """Return the modal that asks what was wrong. Its metadata names the reply; whose it is is checked when it comes."""
    field = {"type": "plain_text_input", "action_id": "it", "multiline": True, "max_length": COMMENT_LENGTH}
    label = plain("What was wrong with this answer?")
    asked: Json = {"type": "input", "block_id": WORDS, "label": label, "element": field, "optional": True}
    more = {"callback_id": COMMENT, "submit": plain("Send"), "private_metadata": f'{{"reply": {reply_id}}}'}
    return modal("Thank you", [asked], **more)


def _numbers(value: str, count: int) -> list[int]:
    """Read a button's value (untrusted): whole numbers with colons between them."""
    parts = value.split(":")
    good = [part for part in parts if part.removeprefix("-").isascii() and part.removeprefix("-").isdecimal()]
    if len(parts) != count or len(good) != count or any(len(part) > 15 for part in parts):
        raise Refused(UNKNOWN)
    return [int(part) for part in parts]
