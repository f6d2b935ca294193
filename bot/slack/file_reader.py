"""Reading the files that people gave Slack, a few at once, in threads of their own."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from slack_sdk.web.async_client import AsyncWebClient

from bot.formats.documents import read_document, read_text
from bot.slack.attached import Attached
from bot.slack.files import download
from storage.errors import Refused
from workflows.faq.documents import Document

AT_ONCE = 2  # files; each costs its bytes, its text and, for a PDF, a process
MOST_BYTES = 10 * 2**20  # Slack's own most for a file of a form (Slack's documentation)


class FileReader:
    """Reads the files of all forms, a few at once. Only other files wait for them.

    Its threads are its own: the loop's pool is the engine's, too, and each message waits for that before its ack.
    """

    def __init__(self) -> None:
        self._room = asyncio.Semaphore(AT_ONCE)
        self._threads = ThreadPoolExecutor(AT_ONCE, "files")

    async def read(
        self, client: AsyncWebClient, attached: tuple[Attached, ...], told: Callable[[str], None] = lambda _: None
    ) -> list[Document]:
        """Download and read the files of a form; what is wrong with one ends the reading of all.

        ``told`` is called with what is being read; it must not raise.

        Raises
        ------
        Refused
            One of them is no text, too large, encrypted, scanned or not at Slack; the text names it.
        Transient
            Slack does not answer.
        """
        names = [f"file {at} of {len(attached)}: {file.name}" for at, file in enumerate(attached, start=1)]
        begun = [partial(told, name) for name in names]
        tasks = [asyncio.create_task(self._read(client, file, of)) for file, of in zip(attached, begun, strict=True)]
        try:
            return list(await asyncio.gather(*tasks))
        finally:
            for task in tasks:
                task.cancel()

    async def read_typed(self, typed: Sequence[Document]) -> list[Document]:
        """Read texts that are typed, as files are: their headings and lists are found, their marks are no text."""
        loop = asyncio.get_running_loop()
        read = (loop.run_in_executor(self._threads, read_text, one.title, one.text, one.title) for one in typed)
        return list(await asyncio.gather(*read))

    async def _read(self, client: AsyncWebClient, file: Attached, begun: Callable[[], object]) -> Document:
        async with self._room:
            begun()
            data = await _fetch(client, file)
            return await asyncio.get_running_loop().run_in_executor(self._threads, read_document, file.name, data)


async def _fetch(client: AsyncWebClient, file: Attached) -> bytearray:
    if file.size <= MOST_BYTES:
        data = await download(client, file.name, file.url, MOST_BYTES, file.size)
    else:
        data = bytearray()
    if max(file.size, len(data)) > MOST_BYTES:
        msg = f"{file.name} is larger than {MOST_BYTES >> 20} MB: give the part that matters"
        raise Refused(msg)
    return data
