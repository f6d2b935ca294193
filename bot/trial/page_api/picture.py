"""What the page is shown of messages, files, views, channels and people: Slack's objects with what a client adds."""

from collections.abc import Iterable

from bot.trial.page_api.typed_text import to_typed
from bot.trial.web_api.reading import thread_facts
from bot.trial.workspace.inputs import named
from bot.trial.workspace.site import Site, View
from bot.trial.workspace.workspace import BOT_USER, TEAM, Channel, Json, Message, User


def message_shown(site: Site, message: Message, *, ephemeral: bool = False) -> Json:
    """Return a message for the page; a stream comes as ordinary blocks."""
    shown = {**message.to_slack(), "channel": message.channel, **thread_facts(site, message)}
    blocks = blocks_shown(message)
    if blocks:
        shown["blocks"] = blocks
    if message.files:
        shown["files"] = [file_shown(file) for file in message.files]
    if message.streaming:
        shown["streaming"] = True
    if ephemeral:
        shown["ephemeral"] = True
    if not message.bot_id:
        shown["typed"] = to_typed(message.text, site.workspace)
    return shown


def blocks_shown(message: Message) -> list[Json]:
    """Return the blocks a person sees, each with its id."""
    return named([*stream_blocks(message), *message.blocks] if message.display_mode else message.blocks)


def stream_blocks(message: Message) -> list[Json]:
    """Turn what was streamed into blocks: task cards (in a plan, in that mode), the text, blocks that were sent."""
    cards: dict[str, Json] = {}
    title, sent = "", []
    for chunk in message.chunks:
        if chunk["type"] == "task_update":
            cards[chunk["id"]] = {**cards.get(chunk["id"], {}), **_card(chunk)}
        elif chunk["type"] == "plan_update":
            title = chunk["title"]
        else:
            sent += chunk["blocks"]
    tasks = list(cards.values())
    if message.display_mode == "plan" and (tasks or title):
        tasks = [{"type": "plan", "title": title, "tasks": tasks}]
    text = [{"type": "markdown", "text": message.text}] if message.text else []
    return [*tasks, *text, *sent]


def _card(chunk: Json) -> Json:
    card = {"type": "task_card", "task_id": chunk["id"], "title": chunk["title"], "status": chunk["status"]}
    for name in ("details", "output"):
        if chunk.get(name):
            card[name] = _rich(chunk[name]) if isinstance(chunk[name], str) else chunk[name]
    return {**card, **({"sources": chunk["sources"]} if chunk.get("sources") else {})}


def _rich(text: str) -> Json:
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [section]}


def file_shown(file: Json) -> Json:
    """Return a file for the page; its address is on the page's own origin."""
    kept = {name: file.get(name) for name in ("id", "name", "title", "mimetype", "filetype", "size", "user")}
    preview = {"preview": file["preview"]} if file.get("mode") == "snippet" and file.get("preview") else {}
    return {**kept, **preview, "url": f"/trial/file/{file['id']}"}


def view_shown(site: Site, view: View) -> Json:
    """Return a modal with the id of the one below it."""
    below: str | None = None
    for other in site.stack(view.root):
        if other is view:
            break
        below = other.id
    return {**view.to_slack(), "blocks": named(view.view["blocks"]), "previous_view_id": below}


def channel_shown(site: Site, channel: Channel, user: str) -> Json:
    """Return a channel as one person sees it."""
    kind = {"channel": "public", "group": "private", "im": "dm", "mpim": "group"}[channel.kind]
    name = channel.name
    if channel.kind == "im":
        other = next(iter(sorted(channel.members - {user})), user)
        name = site.workspace.users[other].name
    base = {"id": channel.id, "name": name, "kind": kind, "topic": channel.topic, "members": sorted(channel.members)}
    return {**base, "archived": channel.is_archived}


def user_shown(user: User, staff: Iterable[str]) -> Json:
    """Return a person, or the bot."""
    named = {"id": user.id, "name": user.name, "real_name": user.real_name or user.name}
    about = {"staff": user.id in staff, "outside": user.team != TEAM, "bot": user.id == BOT_USER}
    return {**named, **about, "color": user.color}
