"""What listens to the buttons and dialogs of a case. Each act checks permission; a refusal is shown in the modal."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

import structlog

from bot.slack.assign_menu import ASSIGN, NOBODY
from bot.slack.blocks import sentence
from bot.slack.cases import act_blocks, case_view, dialogs
from bot.slack.cases.dependencies import CaseDependencies, see_as_staff
from bot.slack.cases.home import HomeTabs
from bot.slack.cases.paging import TURN
from bot.slack.cases.sections import CANCEL_RMA, people
from bot.slack.interactions import Interaction, Listener
from bot.slack.render import escape
from bot.slack.resolve_button import resolved_by
from bot.slack.text import storable
from bot.slack.waiting_turns import answer_job
from handlers.cases import acts, closing
from handlers.cases.acts import Actor
from handlers.cases.escalation import cancel_return
from handlers.cases.staff_reply import OthersReply, others_reply, plan_staff_reply
from handlers.outbox.privacy import last_word_alone
from storage.database import Tx
from storage.errors import FrontdeskError, Refused
from storage.posts import post_at
from storage.records import Case, SavedReply, Turn
from storage.saved_replies import saved_of

ON_ITS_WAY = "Your reply is on its way into the thread."
NOT_STAFF = "{} is not support staff: cases can be assigned to staff only."
NOT_TOLD = "Slack does not say right now who is support staff. Please try again in a minute."
NOT_NOW = "Our database does not answer right now. Please try again in a minute."
HAS_IT = ":information_source: <@{}> has this case."
ANSWERED_TOO = ":warning: <@{}> answered meanwhile: “{}” Yours was not sent. Change it, or send it as it is."
QUOTED_LENGTH = 200
OUTDATED = "this is from another version of the app: open the case again with `/cases`"

log = structlog.get_logger(__name__)

Act = Callable[[Tx, Actor], Case]
Store = Callable[[Actor, str, str], Awaitable[Case]]


class _AnsweredToo(Refused):
    """Somebody else answered the customer after this dialog was opened."""

    def __init__(self, reply: OthersReply) -> None:
        super().__init__(f"{reply.author} answered meanwhile")
        self.reply = reply


class CaseListeners:
    """The listeners; ``all`` is the list of them."""

    def __init__(self, dependencies: CaseDependencies, homes: HomeTabs) -> None:
        self._dependencies = dependencies
        self._homes = homes

    def all(self) -> tuple[Listener, ...]:
        """Return what listens to what."""
        return (
            Listener("action", act_blocks.CLAIM, self.claim),
            Listener("action", act_blocks.RESOLVE, self.resolve),
            Listener("action", act_blocks.REOPEN, self.reopen),
            Listener("action", act_blocks.HAND_BACK, self.hand_back),
            Listener("action", ASSIGN, self.assign),
            Listener("action", act_blocks.ROUTE, self.route),
            Listener("action", act_blocks.PRIORITY, self.priority),
            Listener("action", case_view.OTHER, self.other),
            Listener("action", CANCEL_RMA, self.cancel_rma),
            Listener("action", f"{TURN}_back", self.turn),
            Listener("action", f"{TURN}_next", self.turn),
            Listener("action", act_blocks.NOTE, self.open_dialog),
            Listener("action", act_blocks.REPLY, self.open_dialog),
            Listener("view", dialogs.NOTE_FORM, self.note),
            Listener("view", dialogs.REPLY_FORM, self.reply),
        )

    # --- buttons and menus ------------------------------------------------------------------------------------------

    async def claim(self, interaction: Interaction) -> None:
        """Take the case over."""
        now = self._dependencies.desk.now()
        await self._act(interaction, interaction.value, lambda tx, actor: acts.claim(tx, actor, interaction.value, now))

    async def resolve(self, interaction: Interaction) -> None:
        """Close the case, unless something came there that is not shown yet."""
        number, heard = resolved_by(interaction.value)
        now = self._dependencies.desk.now()
        await self._act(interaction, number, lambda tx, actor: closing.resolve(tx, actor, number, now, heard))

    async def reopen(self, interaction: Interaction) -> None:
        """Open a resolved case again."""
        handoff, now = self._dependencies.desk.handoff, self._dependencies.desk.now()
        await self._act(
            interaction, interaction.value, lambda tx, actor: closing.reopen(tx, handoff, actor, interaction.value, now)
        )

    async def hand_back(self, interaction: Interaction) -> None:
        """Let the bot go on; what it owes an answer is queued once the act is stored."""
        now = self._dependencies.desk.now()
        owed: list[Turn] = []

        def act(tx: Tx, actor: Actor) -> Case:
            case, turn = acts.hand_back(tx, actor, interaction.value, now)
            owed[:] = [turn] if turn else []
            return case

        try:
            await self._act(interaction, interaction.value, act)
        finally:
            await self._dependencies.engine.enqueue_again([answer_job(turn) for turn in owed])

    async def assign(self, interaction: Interaction) -> None:
        """Give the case to a member of staff, or to nobody; in its modal, on its card or in its row on Home."""
        _, number, expected, *_ = _pieces(str(interaction.action.get("block_id")), 3)
        to, now = None if interaction.value == NOBODY else interaction.value, self._dependencies.desk.now()
        is_staff = to is None or (bool(to) and await self._dependencies.staff.includes(to))
        known = is_staff or await self._dependencies.staff.group_is_known()

        def act(tx: Tx, actor: Actor) -> Case:
            acts.see(tx, actor, number)
            if actor.is_staff and not is_staff:
                raise Refused(NOT_STAFF.format(to) if known else NOT_TOLD)
            return acts.assign(tx, actor, number, to, None if expected == NOBODY else expected, now)

        await self._act(interaction, number, act)

    async def route(self, interaction: Interaction) -> None:
        """Say where the case belongs."""
        number, route, expected, *_ = _pieces(interaction.value, 3)
        was, now = None if expected == NOBODY else expected, self._dependencies.desk.now()
        await self._act(interaction, number, lambda tx, actor: acts.change_route(tx, actor, number, route, was, now))

    async def priority(self, interaction: Interaction) -> None:
        """Set the priority."""
        number, priority, expected, *_ = _pieces(interaction.value, 3)
        now = self._dependencies.desk.now()
        await self._act(
            interaction, number, lambda tx, actor: acts.change_priority(tx, actor, number, priority, expected, now)
        )

    async def cancel_rma(self, interaction: Interaction) -> None:
        """Cancel an RMA: staff, or its requester; its thread says so."""
        number, rma, *_ = _pieces(interaction.value, 2)
        now = self._dependencies.desk.now()
        await self._act(interaction, number, lambda tx, actor: cancel_return(tx, actor, rma, now)[0])

    async def turn(self, interaction: Interaction) -> None:
        """Show another page of the case."""
        number, page, *_ = _pieces(interaction.value, 2)
        await interaction.ack()
        await self._show(
            interaction,
            await self._dependencies.actor(interaction),
            number,
            int(page) if page.isdecimal() and len(page) < 6 else 0,
        )

    async def other(self, interaction: Interaction) -> None:
        """Show another case of the same customer in this one's place."""
        await interaction.ack()
        await self._show(interaction, await self._dependencies.actor(interaction), interaction.value, 0)

    async def _act(self, interaction: Interaction, number: str, act: Act) -> None:
        """Do it, then show the case as it is now, with a refusal on top."""
        actor = await self._dependencies.actor(interaction)
        await interaction.ack()
        notice = ""
        try:
            case = await self._dependencies.desk.db.write(lambda tx: act(tx, actor))
        except Refused as error:
            log.warning(
                "act_refused",
                user=interaction.user,
                act=interaction.action.get("action_id"),
                case=number,
                why=str(error),
            )
            notice = f":warning: {people(escape(sentence(str(error))))}"
        else:
            await self._dependencies.desk.case_events.publish(case.id)
        await self._show(interaction, actor, number, _page(interaction.metadata), notice)

    async def _show(self, interaction: Interaction, actor: Actor, number: str, page: int, notice: str = "") -> None:
        if interaction.view.get("type") == "modal":
            await interaction.update(await self._dependencies.show_case(actor, number, page, notice))
        elif notice:
            await interaction.tell(notice)
            if interaction.view.get("type") == "home":
                await self._homes.refused(interaction.user)

    # --- dialogs over a case ----------------------------------------------------------------------------------------

    async def open_dialog(self, interaction: Interaction) -> None:
        """Lay the dialog of a note or a reply over the case, or open it from its card or Home."""
        actor = await self._dependencies.actor(interaction)
        if not actor.is_staff:
            await self._dependencies.desk.db.read(lambda tx: see_as_staff(tx, actor, interaction.value))
        over = interaction.view_id if interaction.view.get("type") == "modal" else ""  # nothing, on Home or a card
        carried = {"case": interaction.value, "over": over, "page": _page(interaction.metadata)}
        if interaction.action.get("action_id") == act_blocks.NOTE:
            metadata = self._dependencies.signer.sign(carried, interaction.user)
            await interaction.open(dialogs.note_dialog(interaction.value, metadata))
        else:
            carried["since"] = self._dependencies.desk.now().isoformat()
            metadata = self._dependencies.signer.sign(carried, interaction.user)
            replies, assignee, place = await self._about_replying(actor, interaction.value)
            has_it = HAS_IT.format(assignee) if assignee not in {None, actor.user} else ""
            draft = dialogs.Draft(notice=has_it, place=place)
            await interaction.open(dialogs.reply_dialog(interaction.value, metadata, replies, draft))
        await interaction.ack()

    async def _about_replying(self, actor: Actor, number: str) -> tuple[list[SavedReply], str | None, str]:
        """Return what can be taken for a reply, who has the case, and where the reply will stand.

        A silent database keeps nobody from writing.
        """

        def read(tx: Tx) -> tuple[list[SavedReply], str | None, str]:
            case = see_as_staff(tx, actor, number)
            place = dialogs.place_of(case, last_alone=last_word_alone(tx, case))
            return saved_of(tx, actor.team_id), case.assignee, place

        try:
            return await self._dependencies.desk.db.read(read)
        except FrontdeskError as error:
            log.warning("no_saved_replies", why=str(error))
            return [], None, dialogs.PUBLIC

    async def note(self, interaction: Interaction) -> None:
        """Store a note."""
        now = self._dependencies.desk.now()

        async def store(actor: Actor, number: str, text: str) -> Case:
            return await self._dependencies.desk.db.write(lambda tx: acts.note(tx, actor, number, text, now))

        await self._submit(interaction, store, "")

    async def reply(self, interaction: Interaction) -> None:
        """Say something to the customer in the thread, as staff. The same dialog sent twice says it once.

        Who did not see what somebody else has answered since is shown it first, with their own words kept.
        """
        now = self._dependencies.desk.now()

        def plan(tx: Tx, actor: Actor, number: str, text: str) -> Case:
            case = see_as_staff(tx, actor, number)
            key = f"staff:{case.id}:{interaction.view_id}"
            since = self._dependencies.signer.verify(interaction.sealed, interaction.user).get("since")
            if isinstance(since, str) and post_at(tx, case.team_id, key) is None:
                other = others_reply(tx, case, actor.user, datetime.fromisoformat(since))
                if other is not None:
                    raise _AnsweredToo(other)
            plan_staff_reply(tx, case, actor.user, text, key, now)
            return case

        async def store(actor: Actor, number: str, text: str) -> Case:
            return await self._dependencies.desk.db.write(lambda tx: plan(tx, actor, number, text))

        await self._submit(interaction, store, ON_ITS_WAY)

    async def _submit(self, interaction: Interaction, store: Store, notice: str) -> None:
        """Store what was written. A refusal is shown at the field: over three modals Slack lays no fourth."""
        actor = await self._dependencies.actor(interaction)
        typed, field = dialogs.written(interaction.values())
        text = storable(typed)
        try:
            carried = self._dependencies.signer.verify(interaction.sealed, interaction.user)
            case = await store(actor, str(carried.get("case")), text)
        except _AnsweredToo as error:
            await self._show_others_reply(interaction, carried, typed, error.reply)
            return
        except FrontdeskError as error:
            log.warning("act_refused", user=interaction.user, act=interaction.view.get("callback_id"), why=str(error))
            why = sentence(str(error)) if isinstance(error, Refused) else NOT_NOW
            await interaction.ack(response_action="errors", errors={field: why})
            return
        await interaction.ack()
        await self._dependencies.desk.case_events.publish(case.id)
        if carried.get("over"):  # else it was opened from the card or Home, which show by themselves what has changed
            page = int(carried.get("page") or 0)
            shown = await self._dependencies.show_case(actor, case.number, page, notice)
            await interaction.update(shown, view_id=str(carried["over"]))

    async def _show_others_reply(
        self, interaction: Interaction, carried: dict[str, Any], typed: str, other: OthersReply
    ) -> None:
        """Show the dialog anew, with what somebody else answered over what was typed: sent once more, it goes out."""
        number, turn = str(carried["case"]), int(carried.get("turn") or 0) + 1
        seen = {**carried, "turn": turn, "since": self._dependencies.desk.now().isoformat()}
        words = other.text if len(other.text) <= QUOTED_LENGTH else f"{other.text[: QUOTED_LENGTH - 1]}…"
        notice = ANSWERED_TOO.format(other.author, escape(" ".join(words.split())))
        replies, _, place = await self._about_replying(await self._dependencies.actor(interaction), number)
        metadata = self._dependencies.signer.sign(seen, interaction.user)
        shown = dialogs.reply_dialog(number, metadata, replies, dialogs.Draft(typed, turn, notice, place))
        await interaction.ack(response_action="update", view=shown)


def _page(metadata: dict[str, object]) -> int:
    page = metadata.get("page")
    return page if isinstance(page, int) and 0 <= page < 10**6 else 0


def _pieces(value: str, count: int) -> list[str]:
    """Read what a button or menu carries (untrusted): pieces with colons between them."""
    pieces = value.split(":")
    if len(pieces) < count:
        raise Refused(OUTDATED)
    return pieces
