"""What an answer to a command, a button or a response URL does: a new message, a changed one, or one taken away."""

from typing import TypeGuard

from bot.trial.workspace.site import ResponseUrl, Site
from bot.trial.workspace.workspace import BOT_ID, BOT_USER, Json, Message


def respond(site: Site, to: ResponseUrl, body: Json) -> None:
    """Do what ``body`` says; without more words it is a new message that only ``to.user`` sees."""
    original = _original(site, to)
    if body.get("delete_original") and original is not None:
        _delete(site, to, original)
    elif body.get("replace_original") and original is not None:
        _replace(site, to, original, body)
    elif body.get("text") or body.get("blocks") or body.get("attachments"):
        _say(site, to, body)


def has_words(answer: object) -> TypeGuard[Json]:
    """Whether the bot's answer to a command holds something to show."""
    return isinstance(answer, dict) and bool(answer.get("text") or answer.get("blocks") or answer.get("attachments"))


def _original(site: Site, to: ResponseUrl) -> Message | None:
    if to.ts is None:
        return None
    return site.shown_only_to(to.user, to.ts) or site.workspace.find(to.channel, to.ts)


def _is_ephemeral(site: Site, message: Message) -> bool:
    return any(found is message for _, found in site.ephemerals)


def _delete(site: Site, to: ResponseUrl, message: Message) -> None:
    if not _is_ephemeral(site, message):
        site.workspace.remove(message)
        return
    site.ephemerals[:] = [(user, found) for user, found in site.ephemerals if found is not message]
    site.workspace.publish("ephemeral_deleted", (to.user, message))


def _replace(site: Site, to: ResponseUrl, message: Message, body: Json) -> None:
    before = message.to_slack()
    message.keep_as_it_was()
    message.text, message.blocks = body.get("text", ""), body.get("blocks") or []
    message.attachments = body.get("attachments") or []
    if _is_ephemeral(site, message):
        site.workspace.publish("ephemeral", (to.user, message))
        return
    message.edited_ts = site.workspace.stamps.next()
    site.workspace.publish("message_changed", (message, before))


def _say(site: Site, to: ResponseUrl, body: Json) -> None:
    message = Message(
        to.channel,
        site.workspace.stamps.next(),
        BOT_USER,
        body.get("text", ""),
        thread_ts=body.get("thread_ts"),
        bot_id=BOT_ID,
        blocks=body.get("blocks") or [],
        attachments=body.get("attachments") or [],
    )
    if body.get("response_type") == "in_channel":
        site.workspace.add(message)
    else:
        site.show_ephemeral(to.user, message)
