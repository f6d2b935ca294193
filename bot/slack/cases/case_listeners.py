"""What listens to the buttons and dialogs of a case. Each act checks permission; a refusal stands in the modal."""

from collections.abc import Awaitable, Callable

import structlog

from bot.slack.blocks import sentence
from bot.slack.cases import case_view, dialogs
from bot.slack.cases.dependencies import CaseDoors, see_as_staff, show_case
from bot.slack.cases.paging import TURN
from bot.slack.cases.parts import CANCEL_RMA, people
from bot.slack.intake import job_of
from bot.slack.interactions import Interaction, Listener
from bot.slack.render import escape
from bot.slack.text import storable
from handlers.cases import acts
from handlers.cases.acts import Actor
from handlers.cases.escalation import cancel_return
from handlers.cases.staff_reply import plan_staff_reply
from storage.database import Tx
from storage.errors import FrontdeskError, Refused
from storage.records import Case, Message

ON_ITS_WAY = "Your reply is on its way into the thread."
NOT_STAFF = "{} is not support staff: cases can be assigned to staff only."
NOT_TOLD = "Slack does not say right now who is support staff. Please try again in a minute."
NOT_NOW = "Our database does not answer right now. Please try again in a minute."
OUTDATED = "this is from another version of the app: open the case again with `/cases`"

log = structlog.get_logger(__name__)

Act = Callable[[Tx, Actor], Case]
Store = Callable[[Actor, str, str], Awaitable[Case]]


class CaseListeners:
    """The listeners; ``all`` is the list of them."""

    def __init__(self, doors: CaseDoors) -> None:
        self._to = doors

    def all(self) -> tuple[Listener, ...]:
        """Return what listens to what."""
        return (
            Listener("action", case_view.CLAIM, self.claim),
            Listener("action", case_view.RESOLVE, self.resolve),
            Listener("action", case_view.REOPEN, self.reopen),
            Listener("action", case_view.HAND_BACK, self.hand_back),
            Listener("action", case_view.ASSIGN, self.assign),
            Listener("action", case_view.ROUTE, self.route),
            Listener("action", case_view.PRIORITY, self.priority),
            Listener("action", CANCEL_RMA, self.cancel_rma),
            Listener("action", f"{TURN}_back", self.turn),
            Listener("action", f"{TURN}_next", self.turn),
            Listener("action", case_view.NOTE, self.open_dialog),
            Listener("action", case_view.REPLY, self.open_dialog),
            Listener("view", dialogs.NOTE_FORM, self.note),
            Listener("view", dialogs.REPLY_FORM, self.reply),
        )

    # --- buttons and menus ------------------------------------------------------------------------------------------

    async def claim(self, it: Interaction) -> None:
        """Take the case over."""
        now = self._to.desk.now()
        await self._act(it, it.value, lambda tx, actor: acts.claim(tx, actor, it.value, now))

    async def resolve(self, it: Interaction) -> None:
        """Close the case."""
        now = self._to.desk.now()
        await self._act(it, it.value, lambda tx, actor: acts.resolve(tx, actor, it.value, now))

    async def reopen(self, it: Interaction) -> None:
        """Open a resolved case again."""
        now = self._to.desk.now()
        await self._act(it, it.value, lambda tx, actor: acts.reopen(tx, actor, it.value, now))

    async def hand_back(self, it: Interaction) -> None:
        """Let the bot go on; what it owes an answer is queued once the act is stored."""
        now = self._to.desk.now()
        owed: list[Message] = []

        def act(tx: Tx, actor: Actor) -> Case:
            case, message = acts.hand_back(tx, actor, it.value, now)
            owed[:] = [message] if message else []
            return case

        try:
            await self._act(it, it.value, act)
        finally:
            await self._to.engine.enqueue_again([job_of(message) for message in owed])

    async def assign(self, it: Interaction) -> None:
        """Give the case to a member of staff."""
        _, number, expected, *_ = _pieces(str(it.action.get("block_id")), 3)
        to, now = it.value, self._to.desk.now()
        is_staff = bool(to) and await self._to.staff.includes(to)
        known = is_staff or await self._to.staff.group_is_known()

        def act(tx: Tx, actor: Actor) -> Case:
            acts.see(tx, actor, number)
            if actor.is_staff and not is_staff:
                raise Refused(NOT_STAFF.format(to) if known else NOT_TOLD)
            return acts.assign(tx, actor, number, to, None if expected == case_view.NOBODY else expected, now)

        await self._act(it, number, act)

    async def route(self, it: Interaction) -> None:
        """Say where the case belongs."""
        number, route, expected, *_ = _pieces(it.value, 3)
        was, now = None if expected == case_view.NOBODY else expected, self._to.desk.now()
        await self._act(it, number, lambda tx, actor: acts.change_route(tx, actor, number, route, was, now))

    async def priority(self, it: Interaction) -> None:
        """Set the priority."""
        number, priority, expected, *_ = _pieces(it.value, 3)
        now = self._to.desk.now()
        await self._act(it, number, lambda tx, actor: acts.change_priority(tx, actor, number, priority, expected, now))

    async def cancel_rma(self, it: Interaction) -> None:
        """Cancel an RMA: staff, or its requester; its thread says so."""
        number, rma, *_ = _pieces(it.value, 2)
        now = self._to.desk.now()
        await self._act(it, number, lambda tx, actor: cancel_return(tx, actor, rma, now)[0])

    async def turn(self, it: Interaction) -> None:
        """Show another page of the case."""
        number, page, *_ = _pieces(it.value, 2)
        await it.ack()
        await self._show(it, await self._to.actor(it), number, int(page) if page.isdecimal() and len(page) < 6 else 0)

    async def _act(self, it: Interaction, number: str, act: Act) -> None:
        """Do it, then show the case as it is now; a refusal stands on top of it."""
        actor = await self._to.actor(it)
        await it.ack()
        news = ""
        try:
            case = await self._to.desk.db.write(lambda tx: act(tx, actor))
        except Refused as error:
            log.warning("act_refused", user=it.user, act=it.action.get("action_id"), case=number, why=str(error))
            news = f":warning: {people(escape(sentence(str(error))))}"
        else:
            await self._to.desk.case_changed(case.id)
        await self._show(it, actor, number, _page(it.metadata), news)

    async def _show(self, it: Interaction, actor: Actor, number: str, page: int, news: str = "") -> None:
        shown = await self._to.desk.db.read(lambda tx: show_case(tx, actor, number, page, news))
        if it.view.get("type") == "modal":
            await it.update(shown)
        elif news:
            await it.tell(news)

    # --- dialogs over a case ----------------------------------------------------------------------------------------

    async def open_dialog(self, it: Interaction) -> None:
        """Lay the dialog of a note or a reply over the case."""
        actor = await self._to.actor(it)
        if not actor.is_staff:
            await self._to.desk.db.read(lambda tx: see_as_staff(tx, actor, it.value))
        carried = {"case": it.value, "over": it.view_id, "page": _page(it.metadata)}
        make = dialogs.note_dialog if it.action.get("action_id") == case_view.NOTE else dialogs.reply_dialog
        await it.open(make(it.value, self._to.sealer.seal(carried, it.user)))
        await it.ack()

    async def note(self, it: Interaction) -> None:
        """Store a note."""
        now = self._to.desk.now()

        async def store(actor: Actor, number: str, text: str) -> Case:
            return await self._to.desk.db.write(lambda tx: acts.note(tx, actor, number, text, now))

        await self._submit(it, store, "")

    async def reply(self, it: Interaction) -> None:
        """Say something to the customer in the thread, as staff. The same dialog sent twice says it once."""
        now = self._to.desk.now()

        def plan(tx: Tx, actor: Actor, number: str, text: str) -> Case:
            case = see_as_staff(tx, actor, number)
            plan_staff_reply(tx, case, actor.user, text, f"staff:{case.id}:{it.view_id}", now)
            return case

        async def store(actor: Actor, number: str, text: str) -> Case:
            return await self._to.desk.db.write(lambda tx: plan(tx, actor, number, text))

        await self._submit(it, store, ON_ITS_WAY)

    async def _submit(self, it: Interaction, store: Store, news: str) -> None:
        """Store what was written. A refusal stands at the field: over three modals Slack lays no fourth."""
        actor = await self._to.actor(it)
        text = storable(str(it.values().get(dialogs.TEXT, {}).get("value") or ""))
        try:
            carried = self._to.sealer.unseal(it.sealed, it.user)
            case = await store(actor, str(carried.get("case")), text)
        except FrontdeskError as error:
            log.warning("act_refused", user=it.user, act=it.view.get("callback_id"), why=str(error))
            why = sentence(str(error)) if isinstance(error, Refused) else NOT_NOW
            await it.ack(response_action="errors", errors={dialogs.TEXT: why})
            return
        await it.ack()
        await self._to.desk.case_changed(case.id)
        page = int(carried.get("page") or 0)
        shown = await self._to.desk.db.read(lambda tx: show_case(tx, actor, case.number, page, news))
        await it.update(shown, view_id=str(carried.get("over")))


def _page(metadata: dict[str, object]) -> int:
    page = metadata.get("page")
    return page if isinstance(page, int) and 0 <= page < 10**6 else 0


def _pieces(value: str, count: int) -> list[str]:
    """Read what a button or menu carries (untrusted): pieces with colons between them."""
    pieces = value.split(":")
    if len(pieces) < count:
        raise Refused(OUTDATED)
    return pieces
