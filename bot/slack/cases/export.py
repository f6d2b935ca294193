"""``/cases export``: a temporary file, written in batches, sent to the person who asked, then removed."""

import contextlib
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import aiohttp
import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.formats.cases import COLUMNS, FORMATS, OWN_COLUMNS, Format, write_cases
from bot.slack.errors import translated
from handlers.cases.acts import Actor
from handlers.desk import Desk
from storage import export
from storage.errors import Refused, Transient
from storage.export import ExportRow

UPLOAD_S = 300.0

log = structlog.get_logger(__name__)


def export_format(word: str) -> Format:
    """Return the format a word names.

    Raises
    ------
    Refused
        There is no such format.
    """
    form = next((form for form in FORMATS if form == word), None)
    if form is None:
        msg = "cases can be exported as csv or json: `/cases export csv`"
        raise Refused(msg)
    return form


class Exports:
    """The exports under way: one a person."""

    def __init__(self, client: AsyncWebClient, desk: Desk) -> None:
        self._client = client
        self._desk = desk
        self._under_way: set[str] = set()

    @contextlib.contextmanager
    def one_for(self, actor: Actor) -> Iterator[None]:
        """Let one export at a time be made for a person; refuse another."""
        if actor.user in self._under_way:
            msg = "your last export is still being made: it comes to you as a direct message"
            raise Refused(msg)
        self._under_way.add(actor.user)
        try:
            yield
        finally:
            self._under_way.discard(actor.user)

    async def send(self, actor: Actor, form: Format) -> None:
        """Write the cases the actor may see to a file and send it in a direct message; staff get all of them."""
        requester = None if actor.is_staff else actor.user

        async def next_cases(after: int, limit: int) -> Sequence[ExportRow]:
            return await self._desk.db.read(lambda tx: export.batch(tx, actor.team_id, after, limit, requester))

        with tempfile.TemporaryDirectory(prefix="frontdesk-") as folder:
            path = Path(folder) / f"cases-{self._desk.now():%Y-%m-%d}.{form}"
            with path.open("w", encoding="utf-8", newline="") as out:
                count = await write_cases(out, form, next_cases, COLUMNS if actor.is_staff else OWN_COLUMNS)
                size = out.tell()
            log.info("cases_exported", user=actor.user, cases=count, form=form, bytes=size)
            comment = f"{count:,} {'case' if count == 1 else 'cases'}, oldest first."
            await self._upload(actor.user, path, size, comment)

    async def _upload(self, user: str, path: Path, size: int, comment: str) -> None:
        """Upload in three steps, as the SDK does; but the SDK would read the whole file into memory."""
        with translated():
            opened = await self._client.conversations_open(users=[user])
            channel = str((opened.get("channel") or {})["id"])
            given = await self._client.files_getUploadURLExternal(filename=path.name, length=size)
        await self._put(str(given["upload_url"]), path)
        with translated():
            await self._client.files_completeUploadExternal(
                files=[{"id": str(given["file_id"]), "title": path.name}], channel_id=channel, initial_comment=comment
            )

    async def _put(self, url: str, path: Path) -> None:
        session = self._client.session
        assert session is not None  # noqa: S101 - wiring gives the client one
        try:
            with path.open("rb") as content:
                limit = aiohttp.ClientTimeout(total=UPLOAD_S)
                async with session.post(url, data=content, timeout=limit, allow_redirects=False) as answer:
                    if answer.status != 200:
                        msg = f"Slack did not take the file ({answer.status})"
                        raise Transient(msg)
        except (aiohttp.ClientError, TimeoutError) as error:
            msg = "the file could not be sent to Slack"
            raise Transient(msg) from error
