"""Where documents come from in Slack: files of the form, a message, or its thread."""

from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, replace

from bot.slack.attached import Attached
from bot.slack.errors import code_of, translated
from bot.slack.interactions import Interaction, Json
from bot.slack.reading.message import read_message
from bot.slack.reading.passed_on import file_named, kind_of
from handlers.conversation.subjects import subject_of
from handlers.faq.order import MOST_DOCUMENTS
from storage import cases, messages, replies
from storage.database import Database, Tx
from storage.errors import Misconfigured, Refused
from workflows.faq.conversations import CONVERSATION
from workflows.faq.documents import Document
from workflows.language.passages import parted
from workflows.reply import Reply

LONGEST_THREAD = 1000  # messages of one call; Slack's own most
_UNREACHABLE = {"not_in_channel", "channel_not_found", "missing_scope", "thread_not_found", "method_not_supported"}


@dataclass(frozen=True, slots=True)
class ThreadText:
    """A message or thread as a text, one paragraph a message, and a title for it; ``cut``: the thread goes on.

    ``several``: it has more messages than one.
    """

    title: str
    text: str
    cut: bool = False
    several: bool = False

    def titled(self, text: str) -> str:
        """Return a title for its text as it is shown: of a conversation one that says so."""
        return f"{CONVERSATION if self.several else ''}{subject_of(text)}"


async def read_thread(interaction: Interaction, db: Database, team_id: str, bot_user_id: str) -> ThreadText:
    """Return the message a shortcut was used on, or its thread: from our tables if they hold it all, else by one call.

    Raises
    ------
    Refused
        The thread cannot be read; the text says what to do.
    """
    message = interaction.message
    root = str(message.get("thread_ts") or message.get("ts") or "")
    if not message.get("thread_ts") and not message.get("reply_count"):
        return _thread_text([_words(message, bot_user_id)])
    kept = await db.read(lambda tx: _kept_thread(tx, team_id, interaction.channel, root))
    if kept:
        return _thread_text(kept)
    found, cut = await _ask_slack(interaction, root)
    return _thread_text([_words(one, bot_user_id) for one in found], cut=cut)


def files_of(message: Json) -> tuple[Attached, ...]:
    """Return the files of a message, and of what it forwards, that hold words."""
    shared = [one for one in message.get("attachments") or [] if isinstance(one, dict) and one.get("is_share") is True]
    found = [file for holder in (message, *shared) for file in holder.get("files") or [] if isinstance(file, dict)]
    return tuple(
        Attached(
            file_named(file),
            str(file.get("url_private_download") or file.get("url_private") or ""),
            file["size"] if isinstance(file.get("size"), int) else 0,
        )
        for file in found[:MOST_DOCUMENTS]
        if kind_of(file) == "text"
    )


async def with_documents(read: Awaitable[ThreadText], documents: Sequence[Document]) -> ThreadText:
    """Return what a message or its thread says, and these documents after it.

    Raises
    ------
    Refused
        There are no words in either.
    """
    try:
        thread = await read
    except Refused:
        if not documents:
            raise
        thread = ThreadText(documents[0].title, "")
    return replace(thread, text="\n\n".join(filter(None, (thread.text, *(one.text for one in documents)))))


def _kept_thread(tx: Tx, team_id: str, channel: str, root: str) -> list[str]:
    """Return what is kept of a thread, oldest first; [] unless it is kept from its first message on, and stands there.

    A case may hold more than its thread shows: what its customer was told alone, and what they said to that.
    """
    case = cases.case_of_thread(tx, team_id, channel, root)
    if case is None:
        return []
    kept = messages.transcript(tx, case.id, LONGEST_THREAD)
    if not kept or kept[0].ts != root:  # a first message that was read later was kept after what called the desk
        return []
    sent = [row for row in replies.replies_of(tx, case.id) if row.ts and row.state == "sent"]
    if {row.channel for row in kept} | {row.channel for row in sent} != {channel}:
        return []
    if any(row.body.get("private") for row in sent):
        return []
    found = [(row.ts, parted(row.text).paragraphs) for row in kept if row.text]
    found += [(str(row.ts), Reply.model_validate(row.body).plain()) for row in sent]
    return [text for _, text in sorted(found)]


async def _ask_slack(interaction: Interaction, root: str) -> tuple[list[Json], bool]:
    """Return the thread, oldest first, and whether it goes on after that."""
    try:
        with translated():
            answer = await interaction.client.conversations_replies(
                channel=interaction.channel, ts=root, limit=LONGEST_THREAD
            )
    except (Refused, Misconfigured) as error:
        if code_of(error) in _UNREACHABLE:
            msg = (
                "I cannot read this thread: write `/invite @Frontdesk` in the channel and try again, or paste the text"
            )
            raise Refused(msg) from error
        raise
    return [row for row in answer.get("messages") or [] if isinstance(row, dict)], bool(answer.get("has_more"))


def _words(message: Json, bot_user_id: str) -> str:
    """Return all that a message says, what it passes on as paragraphs of their own."""
    said = read_message(message, {}, bot_user_id)
    return "\n\n".join(filter(None, (said.words.text, *(passage.text for passage in said.passages))))


def _thread_text(paragraphs: list[str], *, cut: bool = False) -> ThreadText:
    text = "\n\n".join(filter(None, paragraphs))
    if not text.strip():
        msg = "there is no text in this message: choose another one, or paste the text with /faq"
        raise Refused(msg)
    return ThreadText(subject_of(text), text, cut, several=cut or len(paragraphs) > 1)
