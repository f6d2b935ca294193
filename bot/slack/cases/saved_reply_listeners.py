"""What listens to ``/cases replies`` and to the menu of saved replies in the dialog of a reply. Staff only."""

import asyncio
from dataclasses import dataclass
from typing import Any

from bot.formats.words import ROUTE_LABELS
from bot.slack.blocks import loading, sentence
from bot.slack.cases import dialogs, saved_reply_views
from bot.slack.cases.dependencies import CaseDependencies, see_as_staff, soon
from bot.slack.cases.dialogs import Draft
from bot.slack.faqs.fill_modal import fill
from bot.slack.interactions import Interaction, Json, Listener, notice
from bot.slack.text import storable
from handlers.cases import saved_replies
from handlers.cases.acts import Actor
from handlers.cases.staff_reply import REPLY_LENGTH
from handlers.outbox.privacy import last_word_alone
from storage.database import Tx
from storage.errors import FrontdeskError, Refused
from storage.records import Case, SavedReply

NOT_NOW = "Our database does not answer right now. Please try again in a minute."
TOO_LONG = (
    ":warning: With what you have written it would have {:,} characters, and a reply holds {:,}: shorten yours first."
)
NAMELESS = ":warning: Slack does not tell right now what to put for {}: write it yourself."
DELETED = "The saved reply is deleted."
NO_ROUTE = "Support"


@dataclass(frozen=True, slots=True)
class _Fields:
    """What stands in the form of a saved reply, and what it was when it was opened."""

    seen: SavedReply | None
    name: str
    text: str


class SavedReplyListeners:
    """The listeners; ``all`` is the list of them."""

    def __init__(self, dependencies: CaseDependencies) -> None:
        self._dependencies = dependencies

    def all(self) -> tuple[Listener, ...]:
        """Return what listens to what."""
        return (
            Listener("action", saved_reply_views.ADD, self.open_form),
            Listener("action", saved_reply_views.EDIT, self.open_form),
            Listener("action", saved_reply_views.DELETE, self.delete),
            Listener("action", saved_reply_views.TAKE, self.take),
            Listener("view", saved_reply_views.FORM, self.save),
        )

    async def show_list(self, interaction: Interaction) -> None:
        """Show staff the saved replies."""
        actor = await self._dependencies.actor(interaction)
        opened = await interaction.open(loading(saved_reply_views.TITLE))
        await interaction.ack()
        await fill(interaction, opened, saved_reply_views.TITLE, lambda: self._list(actor))

    async def _list(self, actor: Actor) -> Json:
        found = await self._dependencies.desk.db.read(lambda tx: saved_replies.listed(tx, actor))
        return saved_reply_views.list_modal(found)

    # --- one saved reply --------------------------------------------------------------------------------------------

    async def open_form(self, interaction: Interaction) -> None:
        """Lay the form of a new one, or of the one a button names, over the list."""
        actor, is_new = await self._dependencies.actor(interaction), interaction.value == "new"

        def read(tx: Tx) -> SavedReply | None:
            if not is_new:
                return saved_replies.find(tx, actor, _number(interaction.value))
            saved_replies.check_room(tx, actor)
            return None

        seen = await self._dependencies.desk.db.read(read)
        carried = {"over": interaction.view_id, "reply": seen.id if seen else 0, "version": seen.version if seen else 0}
        metadata = self._dependencies.signer.sign(carried, interaction.user)
        await interaction.open(saved_reply_views.form_modal(seen, metadata))
        await interaction.ack()

    async def save(self, interaction: Interaction) -> None:
        """Store what the form holds; what is wrong is shown at its field."""
        actor = await self._dependencies.actor(interaction)
        try:
            carried = self._carried(interaction)
            fields = _fields(interaction, carried)
            wrong = saved_replies.problems(fields.name, fields.text)
            if not wrong:
                await self._dependencies.desk.db.write(
                    lambda tx: saved_replies.save(tx, actor, fields.seen, fields.name, fields.text)
                )
        except FrontdeskError as error:
            wrong = {saved_replies.NAME: sentence(str(error)) if isinstance(error, Refused) else NOT_NOW}
        if wrong:
            await interaction.ack(response_action="errors", errors=wrong)
            return
        await interaction.ack()
        await self._show_again(interaction, actor, carried)

    async def delete(self, interaction: Interaction) -> None:
        """Delete the one whose form is open."""
        actor, carried = await self._dependencies.actor(interaction), self._carried(interaction)
        reply_id = int(carried.get("reply") or 0)
        await self._dependencies.desk.db.write(lambda tx: saved_replies.delete(tx, actor, reply_id))
        await interaction.ack()
        await interaction.update(notice(saved_reply_views.TITLE, DELETED))
        await self._show_again(interaction, actor, carried)

    def _carried(self, interaction: Interaction) -> dict[str, Any]:
        return self._dependencies.signer.verify(interaction.sealed, interaction.user)

    async def _show_again(self, interaction: Interaction, actor: Actor, carried: dict[str, Any]) -> None:
        await interaction.update(await self._list(actor), view_id=str(carried.get("over")))

    # --- in the dialog of a reply -----------------------------------------------------------------------------------

    async def take(self, interaction: Interaction) -> None:
        """Put a saved reply into the dialog of a reply: after what was typed, in the place of one taken before."""
        await interaction.ack()
        actor, carried = await self._dependencies.actor(interaction), self._carried(interaction)
        typed = storable(dialogs.written(interaction.values())[0])
        number, before = str(carried.get("case")), int(carried.get("taken") or 0)

        def read(tx: Tx) -> tuple[Case, list[SavedReply], str]:
            case = see_as_staff(tx, actor, number)
            place = dialogs.place_of(case, last_alone=last_word_alone(tx, case))
            return case, saved_replies.listed(tx, actor), place

        case, replies, place = await self._dependencies.desk.db.read(read)
        values = await self._values(case, actor)
        known = {one.id: one for one in replies}
        chosen = known.get(_number(interaction.value))
        taken_before = saved_replies.filled(known[before].text, values) if before in known else ""
        draft = _draft(chosen, typed, taken_before, values)
        turn = int(carried.get("turn") or 0) + 1
        kept = {**carried, "turn": turn, "taken": chosen.id if chosen and draft.text != typed else before}
        metadata = self._dependencies.signer.sign(kept, interaction.user)
        shown = dialogs.reply_dialog(number, metadata, replies, Draft(draft.text, turn, draft.notice, place))
        await interaction.update(shown, view_hash=interaction.view.get("hash"))

    async def _values(self, case: Case, actor: Actor) -> dict[str, str]:
        """Return what the variables stand for; a name that Slack does not tell is left out."""
        names = self._dependencies.names
        await asyncio.gather(soon(names.learn(case.requester)), soon(names.learn(actor.user)))
        people = {"customer": case.requester, "agent": actor.user}
        named = {name: names.plain(user) for name, user in people.items() if names.plain(user) != user}
        return {"case": case.number, "route": ROUTE_LABELS.get(case.route or "", NO_ROUTE), **named}


def _draft(chosen: SavedReply | None, typed: str, taken_before: str, values: dict[str, str]) -> Draft:
    """Return what stands in the dialog with the saved reply in it: what was typed stays before it."""
    if chosen is None:
        return Draft(typed, notice=":warning: That saved reply was deleted meanwhile.")
    own = typed.removesuffix(taken_before).rstrip() if taken_before else typed.rstrip()
    text = "\n\n".join(filter(None, [own, saved_replies.filled(chosen.text, values)]))
    if len(text) > REPLY_LENGTH:
        return Draft(typed, notice=TOO_LONG.format(len(text), REPLY_LENGTH))
    missing = saved_replies.unfilled(chosen.text, values)
    named = ", ".join(f"{{{one}}}" for one in missing)
    return Draft(text, notice=NAMELESS.format(named) if missing else "")


def _fields(interaction: Interaction, carried: dict[str, Any]) -> _Fields:
    values = interaction.values()
    typed = (
        storable(str(values.get(field, {}).get("value") or "")) for field in (saved_replies.NAME, saved_replies.TEXT)
    )
    reply_id, version = int(carried.get("reply") or 0), int(carried.get("version") or 0)
    return _Fields(SavedReply(reply_id, "", "", version) if reply_id else None, *saved_replies.clean(*typed))


def _number(value: str) -> int:
    """Read the id that a button or an option carries (untrusted); 0: none."""
    return int(value) if value.isascii() and value.isdecimal() and len(value) <= 15 else 0
