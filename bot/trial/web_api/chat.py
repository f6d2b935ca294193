"""``chat.*``: posting, updating and deleting as Slack does it, with Slack's limits on what is said."""

from bot.trial.web_api.block_limits import broken_blocks
from bot.trial.workspace.site import Site, SlackError, truthy
from bot.trial.workspace.workspace import BOT_ID, BOT_USER, Channel, Json, Message, texts_of

LONGEST_POST = 40_000  # characters, docs.slack.dev/changelog/2018-truncating-really-long-messages
LONGEST_UPDATE = 4_000  # bytes of UTF-8; above it chat.update answers msg_too_long (gitlab-org/gitlab!258898)
LONGEST_BLOCKS = 13_200  # characters in all blocks, msg_blocks_too_long (slackapi/bolt-js#2509)


def post(site: Site, args: Json) -> Json:
    """Post a message to a channel or thread the bot is in."""
    channel = site.channel(args["channel"])
    _check_said(site, "chat.postMessage", args, LONGEST_POST)
    site.notes.check_previews("chat.postMessage", args)
    _check_room(channel)
    message = _bot_message(site, channel, args)
    if message.thread_ts and truthy(args.get("reply_broadcast")):
        message.subtype = "thread_broadcast"
    site.workspace.add(message)
    return {"channel": channel.id, "ts": message.ts, "message": message.to_slack(include_metadata=True)}


def post_ephemeral(site: Site, args: Json) -> Json:
    """Show a message to one person; it is never part of the thread."""
    channel = site.channel(args["channel"])
    _check_said(site, "chat.postEphemeral", args, LONGEST_POST)
    _check_room(channel)
    if args["user"] not in channel.members:
        raise SlackError("user_not_in_channel")
    message = _bot_message(site, channel, args)
    site.show_ephemeral(args["user"], message)
    return {"message_ts": message.ts}


def update(site: Site, args: Json) -> Json:
    """Change the bot's own message; blocks and metadata stay unless they are given anew."""
    channel = site.channel(args["channel"])
    message = site.message(channel.id, args["ts"])
    if message.bot_id != BOT_ID:
        raise SlackError("cant_update_message")
    if message.streaming:
        raise SlackError("streaming_state_conflict")
    _check_said(site, "chat.update", args, LONGEST_UPDATE)
    _check_room(channel)
    was = message.to_slack()
    message.keep_as_it_was()
    message.text = args.get("text") or args.get("markdown_text") or message.text
    for name in ("blocks", "attachments", "metadata"):
        if name in args:
            setattr(message, name, args[name])
    message.chunks, message.display_mode = [], ""  # what was streamed is replaced as a whole
    message.edited_ts = site.workspace.stamps.next()
    site.workspace.publish("message_changed", (message, was))
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": message.to_slack()}


def delete(site: Site, args: Json) -> Json:
    """Delete the bot's own message."""
    channel = site.channel(args["channel"])
    message = site.message(channel.id, args["ts"])
    if message.bot_id != BOT_ID:
        raise SlackError("cant_delete_message")
    site.workspace.remove(message)
    return {"channel": channel.id, "ts": message.ts}


def permalink(site: Site, args: Json) -> Json:
    """Return the web address of a message: on the trial's own page, which opens it there."""
    channel = site.channel(args["channel"], member=False)
    message = site.message(channel.id, args["message_ts"])
    address = f"{site.url}/archives/{channel.id}/p{message.ts.replace('.', '')}"
    query = f"?thread_ts={message.thread_ts}&cid={channel.id}" if message.thread_ts else ""
    return {"channel": channel.id, "permalink": address + query}


def _bot_message(site: Site, channel: Channel, args: Json) -> Message:
    _check_thread(site, channel, args)
    return Message(
        channel.id,
        site.workspace.stamps.next(),
        BOT_USER,
        args.get("text") or args.get("markdown_text") or "",
        thread_ts=args.get("thread_ts"),
        bot_id=BOT_ID,
        blocks=args.get("blocks") or [],
        attachments=args.get("attachments") or [],
        metadata=args.get("metadata"),
    )


def _check_thread(site: Site, channel: Channel, args: Json) -> None:
    if "thread_ts" not in args:
        return
    root = site.workspace.find(channel.id, args["thread_ts"])
    if root is None:
        raise SlackError("thread_not_found")
    if root.thread_ts not in (None, root.ts):
        site.notes.add(f"thread_ts {root.ts} is a reply's ts; answer on its thread {root.thread_ts}")


def _check_room(channel: Channel) -> None:
    if channel.is_archived:
        raise SlackError("is_archived")


def _check_said(site: Site, method: str, args: Json, longest: int) -> None:
    check_metadata(args.get("metadata"))
    text = args.get("text", "") + args.get("markdown_text", "")
    if not text.strip() and not args.get("blocks") and not args.get("attachments"):
        raise SlackError("no_text")
    if "markdown_text" in args and ("text" in args or "blocks" in args):
        raise SlackError("markdown_text_conflict")
    if not args.get("text") and args.get("blocks"):
        site.notes.add(f"{method}: blocks without text; notifications and screen readers would have nothing")
    size = len(text.encode()) if longest == LONGEST_UPDATE else len(text)
    if size > longest or len(args.get("markdown_text", "")) > 12_000:
        raise SlackError("msg_too_long")
    site.notes.check_message(method, args)
    check_blocks(args.get("blocks"))


def check_blocks(blocks: list[Json] | None) -> None:
    """Answer ``invalid_blocks`` or ``msg_blocks_too_long`` where Slack would."""
    broken = broken_blocks(blocks, "message") if blocks is not None else []
    if broken:
        raise SlackError("invalid_blocks", broken)
    if sum(map(len, texts_of(blocks or []))) > LONGEST_BLOCKS:
        raise SlackError("msg_blocks_too_long")


def check_metadata(metadata: Json | None) -> None:
    """Slack wants an ``event_type`` and a flat ``event_payload``; anything else it drops or refuses."""
    if metadata in (None, {}):
        return
    whole = isinstance(metadata, dict) and isinstance(metadata.get("event_type"), str)
    if not whole or not isinstance((metadata or {}).get("event_payload"), dict):
        raise SlackError("invalid_metadata_format")
