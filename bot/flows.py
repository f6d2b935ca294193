"""The flows and chores that the durable engine runs."""

from dataclasses import dataclass
from datetime import timedelta

from bot.deliver import SlackDelivery
from bot.faqs import run as faq_run
from bot.handoff import posting
from bot.intake import ANSWER, Intake
from bot.retention import Retention
from bot.review.home_tabs import HomeTabs
from bot.settings import Settings
from bot.staff import Staff
from handlers import message
from handlers.desk import Desk
from storage import cases, faqs
from storage.database import open_engine_database
from storage.records import MessageKey
from workflows.engine import Chores, Engine, EnginePlace, Flow

SILENCE = timedelta(hours=72)  # an answered case is resolved after this much silence


@dataclass(frozen=True, slots=True)
class Around:
    """What the flows touch beside the desk."""

    staff: Staff
    runs: faq_run.FaqRuns
    case_posts: posting.CasePosts
    homes: HomeTabs


def make_engine(settings: Settings, desk: Desk, deliver: SlackDelivery, around: Around) -> Engine:
    """Return the engine, not started."""

    async def answer_message(team_id: str, channel: str, ts: str) -> None:
        try:
            await message.answer(desk, MessageKey(team_id, channel, ts), deliver)
        finally:
            around.homes.changed()

    async def settle_silent() -> None:
        now = desk.now()
        for case_id in await desk.db.write(lambda tx: cases.settle_silent(tx, now - SILENCE, now)):
            await desk.case_changed(case_id)
        around.homes.changed()

    erasing = Retention(desk, settings.retention_days)

    async def erase_old() -> None:
        await erasing.run()
        around.homes.changed()

    async def sweep() -> None:
        await Intake(desk, engine, around.staff, around.case_posts, around.homes.changed).sweep()

    async def owed_faqs() -> None:
        await engine.enqueue_again([faq_run.job_of(faq) for faq in await desk.db.read(faqs.owed_sets)])

    async def send_post(post_id: int) -> None:
        await around.case_posts.send(post_id)
        around.homes.changed()

    place = EnginePlace(open_engine_database(settings.engine_url), settings.engine_url, settings.lock_file)
    flows: dict[str, Flow] = {ANSWER: answer_message, posting.SEND: send_post}
    flows |= {faq_run.MAKE: around.runs.make, faq_run.REMAKE: around.runs.remake}
    flows[faq_run.SEND_FILES] = around.runs.send_files
    chores = Chores(minutely=(around.case_posts.remind, owed_faqs), hourly=(settle_silent, erase_old, sweep))
    engine = Engine(place, flows, chores)
    return engine
