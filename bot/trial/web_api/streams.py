"""``chat.startStream``, ``appendStream``, ``stopStream``: a message that grows while people watch."""

from bot.trial.web_api.chat import check_blocks, check_metadata
from bot.trial.workspace.site import Site, SlackError
from bot.trial.workspace.workspace import BOT_ID, BOT_USER, Json, Message

CHUNKS = {
    "markdown_text": {"text"},
    "task_update": {"id", "title", "status"},
    "plan_update": {"title"},
    "blocks": {"blocks"},
}
TASK_STATUSES = {"pending", "in_progress", "complete", "error"}


def start(site: Site, args: Json) -> Json:
    """Open a streaming message in a thread; outside DMs Slack wants to know for whom."""
    channel = site.channel(args["channel"])
    if site.workspace.find(channel.id, args["thread_ts"]) is None:
        raise SlackError("thread_not_found")
    if channel.kind != "im":
        for name in ("recipient_team_id", "recipient_user_id"):
            if not args.get(name):
                raise SlackError(f"missing_{name}")
    if args.get("task_display_mode", "timeline") not in {"timeline", "plan", "dense"}:
        raise SlackError("invalid_arguments", ["task_display_mode must be timeline or plan"])
    ts = site.workspace.stamps.next()
    message = Message(channel.id, ts, BOT_USER, "", thread_ts=args["thread_ts"], bot_id=BOT_ID, streaming=True)
    message.display_mode = args.get("task_display_mode", "timeline")
    _grow(site, "chat.startStream", message, args)
    site.workspace.add(message)
    return {"channel": channel.id, "ts": ts}


def append(site: Site, args: Json) -> Json:
    """Add to an open stream."""
    message = _open_stream(site, args)
    if not args.get("markdown_text") and not args.get("chunks"):
        raise SlackError("no_text")
    was = message.to_slack()
    _grow(site, "chat.appendStream", message, args)
    site.workspace.publish("message_changed", (message, was))
    return {"channel": message.channel, "ts": message.ts}


def stop(site: Site, args: Json) -> Json:
    """Close a stream for good."""
    message = _open_stream(site, args)
    check_blocks(args.get("blocks"))
    check_metadata(args.get("metadata"))
    was = message.to_slack()
    _grow(site, "chat.stopStream", message, args)
    message.blocks = args.get("blocks") or []
    message.metadata = args.get("metadata")
    message.streaming = False
    site.workspace.publish("message_changed", (message, was))
    return {"channel": message.channel, "ts": message.ts, "message": message.to_slack()}


def _open_stream(site: Site, args: Json) -> Message:
    message = site.message(site.channel(args["channel"]).id, args["ts"])
    if not message.streaming:
        raise SlackError("message_not_in_streaming_state")
    return message


def _grow(site: Site, method: str, message: Message, args: Json) -> None:
    site.notes.check_message(method, args)
    text = args.get("markdown_text") or ""
    chunks = args.get("chunks") or []
    for index, chunk in enumerate(chunks):
        _check_chunk(chunk, f"/chunks/{index}")
    text += "".join(chunk["text"] for chunk in chunks if chunk["type"] == "markdown_text")
    if len(message.text) + len(text) > 12_000:
        raise SlackError("msg_too_long")
    message.text += text
    message.chunks += [chunk for chunk in chunks if chunk["type"] != "markdown_text"]


def _check_chunk(chunk: Json, at: str) -> None:
    needed = CHUNKS.get(chunk.get("type", ""))
    if needed is None:
        raise SlackError("invalid_chunks", [f"unsupported type: {chunk.get('type')} [json-pointer:{at}/type]"])
    missing = sorted(needed - chunk.keys())
    if missing:
        raise SlackError("invalid_chunks", [f"missing required field: {missing[0]} [json-pointer:{at}]"])
    if chunk["type"] == "task_update" and chunk["status"] not in TASK_STATUSES:
        raise SlackError("invalid_chunks", [f"unsupported status: {chunk['status']} [json-pointer:{at}/status]"])
