"""The chore that reads the pages behind a team's FAQs again, and tells staff what became of the entries."""

from datetime import timedelta

from bot.slack.blocks import SECTION_LIMIT, moment
from bot.slack.faqs.jobs import FaqJobs
from bot.slack.render import escape
from bot.sources.reader import SourceReader
from handlers.desk import Desk
from handlers.faq.sync import SetSync, SourceRead, sync_set
from storage.faq_records import FaqSet
from storage.faq_sources import sets_with_sources


class SourceWatch:
    """Reads the sources of all sets of a team, one after the other. ``down``: staff hear of what fails for so long."""

    def __init__(self, desk: Desk, faq_jobs: FaqJobs, reader: SourceReader, team_id: str, down: timedelta) -> None:
        self._desk = desk
        self._faq_jobs = faq_jobs
        self._reader = reader
        self._team_id = team_id
        self._down = down

    async def run(self) -> None:
        """Read them again."""
        sets = await self._desk.db.read(lambda tx: sets_with_sources(tx, self._team_id))
        async with self._reader.again(files=False) as read:
            for faq in sets:
                done = await sync_set(self._desk, faq, read)
                if done.is_changed:
                    await self._faq_jobs.show(faq.id)
                await self._tell(faq, done)

    async def _tell(self, faq: FaqSet, done: SetSync) -> None:
        now = self._desk.now()
        if told := done.sentences():
            text = f"*FAQ set {faq.number}*: its sources have changed.\n" + "\n".join(map(escape, told))
            await self._say(faq, f"sources:{now.timestamp():.0f}", f"{text[: SECTION_LIMIT - 100]}\n{_open(faq)}")
        for one in done.failing:
            if one.failing_since is not None and now - one.failing_since >= self._down:
                # Once for each time that it fails.
                key = f"down:{one.failing_since.timestamp():.0f}:{one.address}"
                await self._say(faq, key, _failing(faq, one))

    async def _say(self, faq: FaqSet, key: str, text: str) -> None:
        await self._faq_jobs.tell(faq, key, self._desk.handoff.staff_channel or faq.owner, text)


def _open(faq: FaqSet) -> str:
    return f"`/faq {faq.number}` opens it."


def _failing(faq: FaqSet, one: SourceRead) -> str:
    since = moment(one.failing_since) if one.failing_since else ""
    return (
        f"*FAQ set {faq.number}*: “{escape(one.title)}” cannot be read since {since}: {escape(one.problem[:500])}. "
        f"Its entries stand as they were read last. {_open(faq)}"
    )
