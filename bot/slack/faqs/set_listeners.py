"""What listens to the lists and buttons of sets of FAQs that are there. Permission is checked at every press."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.slack.blocks import loading
from bot.slack.faqs import result_views
from bot.slack.faqs.dependencies import FaqDoors
from bot.slack.faqs.fill_modal import fill
from bot.slack.faqs.jobs import files_job, remake_job
from bot.slack.interactions import Interaction, Json, Listener
from handlers.faq.acts import Reader, cancel, publish, remove_entry, see_entry, see_set
from handlers.faq.gaps import list_gaps
from handlers.faq.made import read_faq
from handlers.faq.order import MOST_QUESTIONS
from storage import faqs
from storage.database import Tx
from storage.errors import Refused
from storage.faq_records import FaqEntry, FaqSet

SETS_LISTED, GAPS_LISTED = 40, 40


class SetListeners:
    """The listeners; ``all`` is the list of them."""

    def __init__(self, doors: FaqDoors) -> None:
        self._to = doors

    def all(self) -> tuple[Listener, ...]:
        """Return what listens to what."""
        return (
            Listener("action", result_views.CANCEL, self.cancel),
            Listener("action", result_views.OPEN, self.open_set),
            Listener("action", f"{result_views.OPEN}_more", self.more),
            Listener("action", f"{result_views.OPEN}_next", self.more),
            Listener("action", result_views.PUBLISH, self.publish),
            Listener("action", result_views.WITHDRAW, self.publish),
            Listener("action", result_views.AGAIN, self.again),
            Listener("action", result_views.REMOVE, self.remove),
            Listener("action", result_views.FILES_TO_ME, self.files_to_me),
        )

    async def _show(self, it: Interaction, title: str, look: Callable[[Tx], Json]) -> None:
        """Open a modal at once, then put what ``look`` reads into it."""
        opened = await it.open(loading(title))
        await it.ack()
        await fill(it, opened, title, lambda: self._to.desk.db.read(look))

    async def show_list(self, it: Interaction) -> None:
        """Show the sets of whoever asks; to staff everybody's."""
        reader = await self._to.reader(it)
        owner = None if reader.is_staff else reader.user

        def look(tx: Tx) -> Json:
            return result_views.list_modal(
                faqs.sets_of(tx, reader.team_id, owner, SETS_LISTED), is_staff=reader.is_staff
            )

        await self._show(it, "FAQs", look)

    async def show_gaps(self, it: Interaction) -> None:
        """Show staff which questions got no answer."""
        if not (await self._to.reader(it)).is_staff:
            msg = "only support staff can see which questions got no answer"
            raise Refused(msg)
        opened = await it.open(loading("Questions"))
        await it.ack()

        async def gaps() -> Json:
            return result_views.gaps_modal(await list_gaps(self._to.desk, self._to.us.team_id, GAPS_LISTED))

        await fill(it, opened, "Questions", gaps)

    async def open_number(self, it: Interaction, number: int) -> None:
        """Open the set with this number."""
        reader = await self._to.reader(it)
        await self._show(it, "FAQs", lambda tx: _set_modal(tx, reader, number))

    async def open_set(self, it: Interaction) -> None:
        """Open the set a button names."""
        await self.open_number(it, _numbers(it.value, 1)[0])

    async def more(self, it: Interaction) -> None:
        """Show what did not fit the modal of a set."""
        number, start = _numbers(it.value, 2)
        reader = await self._to.reader(it)
        await it.ack()
        await it.update(await self._to.desk.db.read(lambda tx: _set_modal(tx, reader, number, start)))

    async def cancel(self, it: Interaction) -> None:
        """Give up a set that is being made."""
        number, reader, now = _numbers(it.value, 1)[0], await self._to.reader(it), self._to.desk.now()
        faq = await self._to.desk.db.write(lambda tx: cancel(tx, reader, number, now))
        await it.ack()
        self._to.runs.stop(faq.id)
        if it.view:
            await it.update(result_views.unfinished_modal(replace(faq, state="cancelled")))
        await self._to.runs.show(faq.id)

    async def publish(self, it: Interaction) -> None:
        """Publish a set, or withdraw it."""
        number, reader = _numbers(it.value, 1)[0], await self._to.reader(it)
        wanted = it.action.get("action_id") == result_views.PUBLISH
        faq, _ = await self._to.desk.db.write(lambda tx: publish(tx, reader, number, published=wanted))
        await self._changed(it, reader, faq)

    async def remove(self, it: Interaction) -> None:
        """Take an entry out of its set."""
        (number, position), reader = _numbers(it.value, 2), await self._to.reader(it)
        faq = await self._to.desk.db.write(lambda tx: remove_entry(tx, reader, number, position))
        await self._changed(it, reader, faq)

    async def again(self, it: Interaction) -> None:
        """Have an entry made anew. It stands as it is until the new one is proved."""
        (number, position), reader = _numbers(it.value, 2), await self._to.reader(it)
        faq, entry = await self._to.desk.db.read(lambda tx: see_entry(tx, reader, number, position))
        await self._to.engine.enqueue_again([remake_job(faq, entry, it.user, by_staff=reader.is_staff)])
        await it.ack()
        told = f"Entry {position} is being made anew: open the set again in a moment."
        await self._show_again(it, reader, faq.number, told)

    async def _changed(self, it: Interaction, reader: Reader, faq: FaqSet) -> None:
        await it.ack()
        await self._show_again(it, reader, faq.number)
        await self._to.runs.show(faq.id)

    async def _show_again(self, it: Interaction, reader: Reader, number: int, told: str = "") -> None:
        """Show the modal of a set as the set is now, if the button stands in one."""
        if it.view:
            start = it.metadata.get("start")
            start = start if isinstance(start, int) and 0 <= start < MOST_QUESTIONS else 0
            await it.update(await self._to.desk.db.read(lambda tx: _set_modal(tx, reader, number, start, told)))

    async def files_to_me(self, it: Interaction) -> None:
        """Send the files of a set to whoever asks and may see it."""
        number, reader = _numbers(it.value, 1)[0], await self._to.reader(it)
        faq = await self._to.desk.db.read(lambda tx: see_set(tx, reader, number))
        key = f"{it.user}:{self._to.desk.now().timestamp():.3f}"
        await self._to.engine.enqueue(files_job(faq, it.user, key))
        await it.ack()
        await self._show_again(it, reader, number, "The files come to you as a direct message.")


def _set_modal(tx: Tx, reader: Reader, number: int, start: int = 0, told: str = "") -> Json:
    faq = see_set(tx, reader, number)
    if faq.state != "done":
        return result_views.unfinished_modal(faq)
    entries: list[FaqEntry] = faqs.entries_of(tx, faq.id)
    return result_views.set_modal(read_faq(tx, faq.id, ()), reader, entries, start, told)


def _numbers(value: str, count: int) -> list[int]:
    """Read a button's value (untrusted): numbers with colons between them."""
    parts: list[Any] = value.split(":")
    if len(parts) != count or not all(part.isdecimal() and len(part) <= 9 for part in parts):
        msg = "this button is from another version of the app: open the set again with `/faq list`"
        raise Refused(msg)
    return [int(part) for part in parts]
