"""``files.*``: what ``files_upload_v2`` of the SDK does in three steps, and reading what is there."""

import mimetypes
import secrets

from bot.trial.workspace.site import Site, SlackError, Upload
from bot.trial.workspace.workspace import BOT_ID, BOT_USER, Json, Message

LARGEST = 10 * 2**20  # bytes; Slack takes 1 GB, but its file_input and this workspace's memory do not


def keep_file(site: Site, name: str, content: bytes, *, user: str, mimetype: str = "", file_id: str = "") -> Json:
    """Store a file; return the file object that messages and modals carry."""
    number = file_id or site.workspace.number("F")
    kind = mimetype or mimetypes.guess_type(name)[0] or "application/octet-stream"
    address = f"{site.url}/files/{number}/{name}"
    file: Json = {"id": number, "name": name, "title": name, "mimetype": kind, "filetype": name.rpartition(".")[2]}
    file |= {"size": len(content), "url_private": address, "url_private_download": address, "mode": "hosted"}
    file["user"] = user
    site.workspace.files[number] = (file, content)
    site.workspace.publish("file", file)
    return file


def info(site: Site, args: Json) -> Json:
    """Describe an uploaded file."""
    found = site.workspace.files.get(args["file"])
    if found is None:
        raise SlackError("file_not_found")
    return {"file": found[0]}


def upload_url(site: Site, args: Json) -> Json:
    """Announce a file: its name and exact length in bytes."""
    length = int(args["length"])
    if not 0 < length <= LARGEST:
        raise SlackError("invalid_arguments", [f"length must be 1 to {LARGEST}"])
    ticket = secrets.token_urlsafe(16)
    upload = site.uploads[ticket] = Upload(site.workspace.number("F"), str(args["filename"]), length)
    return {"upload_url": f"{site.url}/upload/{ticket}", "file_id": upload.id}


def complete(site: Site, args: Json) -> Json:
    """Make announced and sent files real, and share them where ``channel_id`` says."""
    asked = args["files"]
    if not isinstance(asked, list) or not asked or not all(isinstance(row, dict) and row.get("id") for row in asked):
        raise SlackError("invalid_arguments", ["files must be a list of objects with id"])
    files = [_finish(site, row) for row in asked]
    for channel_id in filter(None, str(args.get("channel_id") or args.get("channels") or "").split(",")):
        _share(site, channel_id, files, args)
    return {"files": files}


def delete(site: Site, args: Json) -> Json:
    """Delete one of the bot's own files."""
    file = info(site, args)["file"]
    if file["user"] != BOT_USER:
        raise SlackError("cant_delete_file")
    del site.workspace.files[args["file"]]
    return {}


def _finish(site: Site, row: Json) -> Json:
    ticket, waiting = next(((t, u) for t, u in site.uploads.items() if u.id == row["id"]), ("", None))
    if waiting is None or waiting.content is None:
        raise SlackError("file_not_found")
    if len(waiting.content) != waiting.length:
        raise SlackError("invalid_arguments", [f"{waiting.name}: announced {waiting.length} bytes"])
    del site.uploads[ticket]
    file = keep_file(site, waiting.name, waiting.content, user=BOT_USER, file_id=waiting.id)
    file["title"] = row.get("title") or waiting.name
    return file


def _share(site: Site, channel_id: str, files: list[Json], args: Json) -> None:
    channel = site.channel(channel_id)
    thread_ts = args.get("thread_ts")
    if thread_ts and site.workspace.find(channel.id, thread_ts) is None:
        raise SlackError("thread_not_found")
    text = args.get("initial_comment") or ""
    ts = site.workspace.stamps.next()
    message = Message(channel.id, ts, BOT_USER, text, thread_ts=thread_ts, bot_id=BOT_ID, files=files)
    message.subtype, message.blocks = "file_share", args.get("blocks") or []
    site.workspace.add(message)
