"""What was said while no desk listened: read from Slack's history, and kept as if it were delivered now.

Slack delivers an event again for some minutes and then never. So what was said since the last kept message is looked
for at the start, and what a desk that runs has missed (``gaps``) soon after. A page at a time, in a chore: nothing else
waits for it, another process goes on with it if this one dies, and what is kept already changes nothing
(docs/decisions/0060-while-the-desk-was-away.md).
"""

import asyncio
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.connection.gaps import Gaps
from bot.slack.errors import code_of, translated
from bot.slack.identity import BotIdentity
from bot.slack.intake import KeepFirst
from bot.slack.staff import Staff
from handlers.desk import Desk
from handlers.intake.keep import Late
from storage import catch_ups
from storage.catch_ups import ALL_DMS, CatchUp
from storage.errors import FrontdeskError, Misconfigured, Refused, Transient

PAGE = 200  # messages; an app that Slack limits gets fifteen, whatever it asks for
PAUSE_S = 1.2  # Slack's methods for reading take fifty calls a minute, of some apps one: then it says how long to wait
RUN_S = 45.0  # of each minute: longer waits are for the next one
LONGEST_PAUSE_S = 60.0  # between tries of what fails again and again, unless Slack says a longer one
MOST_MESSAGES = 1000  # of a place
MOST_DM_PAGES = 5
DM_KINDS = ("im", "mpim")  # as users.conversations names them

Json = dict[str, Any]

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class CatchUpSettings:
    """``longest``: from how long ago on messages are read. ``answer_within``: how old one may be to be answered."""

    longest: timedelta
    answer_within: timedelta


@dataclass(slots=True)
class _Reading:
    """A channel that is being read, the newest pages first: what is answered is kept once all of it is there."""

    place: CatchUp
    read_to: str | None
    count: int = 0
    young: list[Json] = field(default_factory=list)


class CatchUps:
    """Reads what was missed. One instance a process; ``read_on`` is its chore."""

    def __init__(  # noqa: PLR0913, PLR0917 - whom it asks, who keeps it, by which rules
        self,
        client: AsyncWebClient,
        desk: Desk,
        keep_first: KeepFirst,
        staff: Staff,
        identity: BotIdentity,
        settings: CatchUpSettings,
        gaps: Gaps,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._desk = desk
        self._keep_first = keep_first
        self._staff = staff
        self._identity = identity
        self._settings = settings
        self._gaps = gaps
        self._clock = clock
        self._not_before = 0.0
        self._pause_s = 0.0  # after the last try; 0 if it was answered
        self._reading: _Reading | None = None

    async def note(self) -> None:
        """Note what has to be read, before anything is heard; not while another process has listened all the time."""
        team_id, channels, longest = self._identity.team_id, self._identity.support_channels, self._settings.longest
        if await self._desk.db.read(catch_ups.others_listen):
            return
        now = self._desk.now()
        noted = await self._desk.db.write(lambda tx: catch_ups.note_gap(tx, team_id, channels, now, longest))
        if noted:
            log.info("catching_up", places=noted)

    async def read_on(self) -> None:
        """Read for the better part of a minute at most; what is left then is read in the next one.

        Raises
        ------
        Misconfigured
            Slack refuses our token.
        """
        ends = self._clock() + RUN_S
        while not self._gaps.is_going_on() and (place := await self._next()) is not None:
            waits_s = self._not_before - self._clock()
            if self._clock() + max(waits_s, 0) > ends:
                return
            await asyncio.sleep(max(waits_s, 0))
            self._not_before = self._clock() + PAUSE_S
            try:
                await self._read(place)
                self._pause_s = 0.0
            except Transient as error:
                self._pause_s = max(min(self._pause_s * 2, LONGEST_PAUSE_S), error.retry_after_s, PAUSE_S)
                self._not_before = self._clock() + self._pause_s
                log.info("catching_up_waits", channel=place.channel, why=str(error), for_s=self._pause_s)
            except (Refused, Misconfigured) as error:
                code = code_of(error)
                if isinstance(error, Misconfigured) and code != "missing_scope":
                    raise
                await self._finish(place, code or str(error))

    async def _next(self) -> CatchUp | None:
        return await self._desk.db.read(lambda tx: catch_ups.next_place(tx, self._identity.team_id))

    async def _finish(self, place: CatchUp, problem: str | None = None) -> None:
        now = self._desk.now()
        await self._desk.db.write(lambda tx: catch_ups.finish(tx, place, now, problem))
        if place.channel != ALL_DMS:
            log.info("caught_up", channel=place.channel, thread=place.thread_ts, problem=problem)

    async def _read(self, place: CatchUp) -> None:
        """Read a page of a place, and keep it."""
        if place.channel == ALL_DMS:
            await self._read_list(place)
        elif place.thread_ts:
            await self._read_thread(place)
        else:
            await self._read_channel(place)

    async def _read_list(self, place: CatchUp) -> None:
        """Ask which direct messages there are, of groups too: somebody may have written for the first time."""
        found, problems = set[str](), list[str]()
        for kind in DM_KINDS:
            try:
                found |= await self._listed(kind)
            except (Refused, Misconfigured) as error:
                if code_of(error) != "missing_scope":
                    raise
                problems.append(f"{kind}: {code_of(error)}")  # each kind has a scope of its own, and both are optional
        await self._desk.db.write(lambda tx: catch_ups.add_unknown_dms(tx, place, found))
        await self._finish(place, "; ".join(problems) or None)

    async def _listed(self, kind: str) -> set[str]:
        cursor, found = "", set[str]()
        for _ in range(MOST_DM_PAGES):
            with translated():
                answer = await self._client.users_conversations(types=kind, limit=PAGE, cursor=cursor)
            found |= {str(one["id"]) for one in answer.get("channels") or [] if one.get("id")}
            cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                break
        return found

    async def _read_channel(self, place: CatchUp) -> None:
        """Read the page before the one read last, the newest first.

        What is young enough to be answered is kept when all of it is there, the oldest first, as it was said. What is
        older is kept page by page: nobody answers it, and who goes on after a crash goes on there.
        """
        reading = self._reading
        if reading is None or _state(reading.place) != _state(place):
            reading = self._reading = _Reading(place, place.read_to)
        before: Json = {"latest": reading.read_to} if reading.read_to else {}
        with translated():
            answer = await self._client.conversations_history(
                channel=place.channel, oldest=place.after_ts, limit=PAGE, **before
            )
        page = _said_after(answer.get("messages"), place.after_ts)
        reading.count += len(page)
        reading.young += [message for message in page if self._is_young(message)]
        old = [message for message in page if not self._is_young(message)]
        more = bool(answer.get("has_more")) and bool(page)
        is_cut = more and reading.count >= MOST_MESSAGES
        if page:
            reading.read_to = page[0]["ts"]
        if old or not more or is_cut:
            place = await self._keep(place, [*old, *sorted(reading.young, key=_ts)], reading.read_to)
            self._reading = _Reading(place, place.read_to, reading.count)
        if not more or is_cut:
            self._reading = None
            await self._finish(place, f"more than {MOST_MESSAGES} messages" if is_cut else None)

    async def _read_thread(self, place: CatchUp) -> None:
        """Read the page after the one read last, the oldest first, and keep it."""
        after = place.read_to or place.after_ts
        with translated():
            answer = await self._client.conversations_replies(
                channel=place.channel, ts=place.thread_ts, oldest=after, limit=PAGE
            )
        page = _said_after(answer.get("messages"), after)
        place = await self._keep(place, page, page[-1]["ts"] if page else after)
        if not (answer.get("has_more") and page):
            await self._finish(place)

    async def _keep(self, place: CatchUp, said: Sequence[Json], read_to: str | None) -> CatchUp:
        """Keep these messages of a place, the oldest first, and note how far it was read."""
        staff = await self._staff.members()
        channel, stamps = place.channel, [message["ts"] for message in said]
        known = await self._desk.db.read(lambda tx: catch_ups.kept_of(tx, place.team_id, channel, stamps))
        threads = await self._desk.db.read(lambda tx: catch_ups.threads_of(tx, place.team_id, channel, stamps))
        answered_to = max((_ts(one) for one in said if one.get("user") in staff), default="") if place.thread_ts else ""
        listed: set[str] = set()
        for message in (one for one in said if one["ts"] not in known):
            if not place.thread_ts and _answerers(message):
                await self._note_thread(place, message)
                if _answerers(message) & staff:
                    continue  # with the answers of staff, or it would wait for a person whom it has
            late = self._lateness(message, answered_to, knows_thread=message["ts"] in threads)
            listed |= {message["ts"]} if late == "for people" else set()
            await self._keep_one(message, channel, late)
        kept = await self._desk.db.read(lambda tx: catch_ups.kept_of(tx, place.team_id, channel, stamps)) - known
        return await self._desk.db.write(
            lambda tx: catch_ups.note_read(tx, place, read_to or place.after_ts, len(kept), len(kept & listed))
        )

    async def _keep_one(self, message: Json, channel: str, late: Late) -> None:
        """Keep a message; one that a bug of ours does not keep is logged, or nothing after it would ever be read."""
        try:
            await self._keep_first.keep_missed(message, channel, late)
        except FrontdeskError:
            raise
        except Exception:  # edge: of one message; the next ones are still to be read
            log.exception("missed_message_not_kept", channel=channel, ts=message["ts"])

    async def _note_thread(self, place: CatchUp, root: Json) -> None:
        """Note that what was answered to a message has to be read as well."""
        await self._desk.db.write(
            lambda tx: catch_ups.add(tx, place.team_id, place.channel, root["ts"], "0", place.noted_at),
        )

    def _lateness(self, message: Json, answered_to: str, *, knows_thread: bool) -> Late:
        """Say whether the desk answers a message: not if staff have, nor if it is too old, or we answered it before.

        That we did, and know nothing of it, is so after an older database was put back. What we have answered in a
        thread that we know was another line of it, which came before this first one.
        """
        if message["ts"] < answered_to:
            return "answered"
        # ``reply_users`` may hold the bot's id in place of its user's (docs.slack.dev, conversations.replies).
        was_answered = not knows_thread and bool(
            {self._identity.bot_user_id, self._identity.bot_id} & _answerers(message)
        )
        return "no" if self._is_young(message) and not was_answered else "for people"

    def _is_young(self, message: Json) -> bool:
        return self._desk.now().timestamp() - float(message["ts"]) <= self._settings.answer_within.total_seconds()


def _state(place: CatchUp) -> tuple[object, ...]:
    return place.id, place.read_to, place.noted_at


def _ts(message: Json) -> str:
    return str(message["ts"])


def _answerers(root: Json) -> set[str]:
    """Return who has written in the thread of a message, as far as Slack says so there."""
    users = root.get("reply_users")
    return {user for user in users if isinstance(user, str)} if isinstance(users, list) else set()


def _said_after(found: object, after: str) -> list[Json]:
    """Return the messages of a page (untrusted) that were said after ``after``, the oldest first."""
    rows: Iterable[object] = found if isinstance(found, list) else ()
    said = [row for row in rows if isinstance(row, dict) and _is_ts(row.get("ts"))]
    return sorted((row for row in said if row["ts"] > after), key=_ts)


def _is_ts(value: object) -> bool:
    return isinstance(value, str) and value.replace(".", "", 1).isdigit() and value.isascii()
