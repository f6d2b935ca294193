"""What Slack tells of a message when it is asked: names, files, a thread's first message. Stores nothing."""

import asyncio
from dataclasses import dataclass, replace

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.attached import Attached
from bot.slack.directory import Directory
from bot.slack.errors import translated
from bot.slack.events import parse_found
from bot.slack.file_reader import FileReader
from bot.slack.identity import BotIdentity
from bot.slack.interactions import Json
from bot.slack.reading.markup import ids_in, named
from bot.slack.reading.passed_on import file_named, kind_of, link_of
from bot.slack.staff import Staff
from handlers.desk import Details, ThreadRoot
from handlers.intake.keep import Incoming, masked, masked_passage
from storage.attached import AttachedFile, from_rows
from storage.errors import FrontdeskError, Misconfigured, Refused, Transient
from storage.records import Message, MessageKey
from workflows.language.passages import Kind, Passage
from workflows.masking.mask import mask

NAMES_S, FILES_S, ROOT_S = 2.0, 40.0, 5.0  # a PDF is given half a minute (bot.formats.documents)
NOT_NOW = "Slack did not hand it out"

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class MessageDetails:
    """Asks Slack for the details of messages. One a process: few files are read at the same time."""

    client: AsyncWebClient
    directory: Directory
    identity: BotIdentity
    staff: Staff
    files: FileReader

    def lacks(self, message: Message) -> bool:
        """Say whether an id in a message has no name, or a file of it is not read yet."""
        return bool(ids_in(message.text)) or any(file.is_unread for file in from_rows(message.files))

    async def details(self, message: Message) -> Details:
        """Ask what is missing. A file is asked for once: what cannot be read then is named with the reason."""
        text = await self._with_names(message.text)
        known = from_rows(message.files)
        if not any(file.is_unread for file in known):
            return Details(text, files=known)
        found = await asyncio.gather(*map(self._read, known))
        return Details(text, tuple(passage for _, passage in found if passage), tuple(file for file, _ in found))

    async def _with_names(self, text: str) -> str:
        numbers = ids_in(text)
        try:
            async with asyncio.timeout(NAMES_S):
                await self.directory.learn_all(numbers)
        except TimeoutError:
            log.info("names_late", ids=len(numbers))
        return named(text, self.directory.names, filter(self.directory.is_nameless, numbers))

    async def _read(self, file: AttachedFile) -> tuple[AttachedFile, Passage | None]:
        if not file.is_unread:
            return file, None
        why = NOT_NOW
        try:
            async with asyncio.timeout(FILES_S):
                return await self._read_now(file)
        except Refused as error:
            why = str(error)
        except (FrontdeskError, TimeoutError) as error:
            log.warning("file_not_read", file=file.number, why=str(error) or type(error).__name__)
        return replace(file, is_unread=False, why_not=why), None

    async def _read_now(self, file: AttachedFile) -> tuple[AttachedFile, Passage | None]:
        with translated():
            answer = await self.client.files_info(file=file.number)
        told: Json = answer.get("file") or {}
        file = replace(
            file, name=mask(file_named(told)), kind=kind_of(told), link=link_of(told) or file.link, is_unread=False
        )
        if file.kind != "text":
            return file, None
        size, url = told.get("size"), told.get("url_private_download") or told.get("url_private")
        attached = Attached(file.name, url if isinstance(url, str) else "", size if isinstance(size, int) else 0)
        [document] = await self.files.read(self.client, (attached,))
        kind: Kind = "snippet" if told.get("mode") == "snippet" else "file"
        return file, masked_passage(Passage(kind, file.name, document.text))

    async def thread_root(self, key: MessageKey) -> ThreadRoot | None:
        """Return the first message of a thread if a customer wrote it; one call. Nobody's if Slack refuses it.

        Raises
        ------
        Transient
            Slack cannot be asked now.
        """
        try:
            async with asyncio.timeout(ROOT_S):
                with translated():
                    answer = await self.client.conversations_replies(
                        channel=key.channel, ts=key.ts, latest=key.ts, inclusive=True, limit=1
                    )
        except TimeoutError as error:
            msg = "Slack did not answer in time"
            raise Transient(msg) from error
        except (Refused, Misconfigured) as error:
            log.info("root_not_read", channel=key.channel, ts=key.ts, why=str(error))
            return None
        rows = answer.get("messages") or []
        row = next((one for one in rows if isinstance(one, dict) and one.get("ts") == key.ts), None)
        found = parse_found(row, key.channel, self.identity, self.directory.names) if row is not None else None
        if found is None or found.author in await self.staff.members():
            return None
        change = masked(found)
        assert isinstance(change, Incoming)  # noqa: S101 - masking changes no kind
        if not change.text and not change.files:
            return None
        return ThreadRoot(change.author, change.text, change.edited_ts, change.user_team, change.files)
