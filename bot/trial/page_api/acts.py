"""What a person does in the page, as one table; each returns JSON for the page."""

from collections.abc import Awaitable, Callable

from bot.trial.delivery import payloads
from bot.trial.delivery.sockets import Ack
from bot.trial.page_api.picture import blocks_shown, file_shown, message_shown, view_shown
from bot.trial.page_api.requests import PageRequest, RequestRefused
from bot.trial.page_api.trial import Trial
from bot.trial.page_api.typed_text import escape, to_wire
from bot.trial.web_api.files import keep_file
from bot.trial.web_api.responses import has_words, respond
from bot.trial.web_api.views import settle
from bot.trial.workspace.inputs import chosen, elements_of, named, problems, state_of
from bot.trial.workspace.kinds import forward_of, picture_of, said_by, snippet_of
from bot.trial.workspace.site import ResponseUrl, View
from bot.trial.workspace.workspace import BOT_USER, Json, Message

Act = Callable[[Trial, PageRequest], Awaitable[Json]]


async def say(trial: Trial, page_request: PageRequest) -> Json:
    """Post a message as a person."""
    channel, text, thread_ts = page_request.open_channel(), page_request.text(), page_request.thread_ts()
    files = [_file(trial, page_request, file_id) for file_id in page_request.body.get("files") or []]
    if not text.strip() and not files:
        msg = "The message is empty."
        raise RequestRefused(msg)
    workspace = trial.slack.workspace
    message = said_by(workspace, page_request.user().id, channel.id, to_wire(text, workspace), thread_ts=thread_ts)
    message.files = files
    message.subtype = "file_share" if files else None
    if thread_ts and page_request.body.get("broadcast"):
        message.subtype = "thread_broadcast"
    workspace.add(message)
    trial.feed.unread.read(page_request.user().id, channel.id)
    return {"message": message_shown(trial.slack.site, message)}


async def sample(trial: Trial, page_request: PageRequest) -> Json:
    """Send one of the samples that nobody can type: with a forwarded message, a snippet, a screenshot."""
    number = int(page_request.number("n"))
    chosen_one = trial.samples[number] if 0 <= number < len(trial.samples) else {}
    site, channel = trial.slack.site, page_request.open_channel()
    workspace, user = site.workspace, page_request.user().id
    message = said_by(workspace, user, channel.id, to_wire(str(chosen_one.get("text", "")), workspace))
    passes_on = str(chosen_one.get("passes_on", ""))
    match chosen_one.get("kind"):
        case "forward":
            author = next(one for one in workspace.users.values() if one.id not in {user, BOT_USER})
            message.attachments = [forward_of(passes_on, author, channel.id, workspace.stamps.next())]
        case "snippet":
            message.files = [snippet_of(keep_file(site, "mail.txt", passes_on.encode(), user=user), passes_on)]
        case "picture":
            message.files = [keep_file(site, "screenshot.png", picture_of(message.ts.encode()), user=user)]
        case _:
            msg = "There is no such sample."
            raise RequestRefused(msg)
    message.subtype = "file_share" if message.files else None
    workspace.add(message)
    trial.feed.unread.read(user, channel.id)
    return {"message": message_shown(site, message)}


async def stop(trial: Trial, page_request: PageRequest) -> Json:
    """Press the native Stop button of a thread: its streams are stopped here, the app is told and does the rest."""
    workspace, channel, thread_ts = trial.slack.workspace, page_request.channel().id, page_request.word("thread_ts")
    streams = [one for one in workspace.thread(channel, thread_ts) if one.streaming]
    for message in streams:
        was = message.to_slack()
        message.streaming = False
        workspace.publish("message_changed", (message, was))
    about = {"channel": channel, "thread_ts": thread_ts, "user": page_request.user().id}
    about |= {"event_ts": workspace.stamps.next()}
    named_streams = {"streaming_message_ts": [message.ts for message in streams]}
    trial.subscriptions.send("agent_session_stopped", {"type": "agent_session_stopped", **about, **named_streams})
    return {}


def _file(trial: Trial, page_request: PageRequest, file_id: object) -> Json:
    found = trial.slack.workspace.files.get(str(file_id))
    if found is None or found[0]["user"] != page_request.user().id:
        msg = "A file of this message is not here any more: attach it again."
        raise RequestRefused(msg)
    return found[0]


async def edit(trial: Trial, page_request: PageRequest) -> Json:
    """Give a person's own message new words; the same words change nothing."""
    message, text = page_request.own_message(), to_wire(page_request.text(), trial.slack.workspace)
    if not text.strip() and not message.files:
        msg = "The message is empty. To take it away, delete it."
        raise RequestRefused(msg)
    if text != message.text:
        trial.slack.workspace.edit(message, text, trial.slack.workspace.stamps.next())
    return {"message": message_shown(trial.slack.site, message)}


async def delete(trial: Trial, page_request: PageRequest) -> Json:
    """Delete a person's own message."""
    trial.slack.workspace.remove(page_request.own_message())
    return {}


async def react(trial: Trial, page_request: PageRequest) -> Json:
    """Add a reaction, or take it away."""
    there = trial.slack.workspace.react(
        page_request.message(), page_request.word("name").strip(":"), page_request.user().id
    )
    return {"there": there}


async def read(trial: Trial, page_request: PageRequest) -> Json:
    """Mark a channel or a thread as read."""
    user, channel = page_request.user().id, page_request.channel().id
    trial.feed.unread.read(user, channel, page_request.thread_ts())
    trial.feed.tell_unread(user, channel)
    return {}


async def command(trial: Trial, page_request: PageRequest) -> Json:
    """Type a slash command; the answer shows as Slack shows it."""
    name, _, rest = page_request.text().strip().partition(" ")
    if not trial.installed.has_command(name):
        msg = f"{name} is not a command here. To say it as it is, begin with a space."
        raise RequestRefused(msg)
    if page_request.body.get("thread_ts"):
        msg = f"{name} is not supported in threads: type it in the channel."
        raise RequestRefused(msg)
    site, user, channel = trial.slack.site, page_request.user().id, page_request.open_channel().id
    trial.require_bot()
    payload = payloads.command(site, name, escape(rest.strip()), user=user, channel=channel)
    ack = await trial.slack.delivery.form("slash_commands", payload)
    _require_ack(ack, name)
    answer = ack.json or {"text": ack.body}
    if has_words(answer):
        respond(site, ResponseUrl(user, channel), answer)
    return {}


async def action(trial: Trial, page_request: PageRequest) -> Json:
    """Press a button or choose in a menu."""
    trial.require_bot()
    on, block_id, action_id = page_request.on(), page_request.word("block_id"), page_request.word("action_id")
    blocks, element = _seen(on, block_id, action_id)
    pressed = {"block_id": block_id, **_named_action(element), **chosen(element, page_request.body.get("value"))}
    state = state_of(blocks, page_request.json("values"))
    payload = payloads.pressed(trial.slack.site, on, page_request.user().id, pressed, state)
    _require_ack(await trial.slack.delivery.form("interactive", payload), "The button")
    return {}


def _seen(on: Message | View, block_id: str, action_id: str) -> tuple[list[Json], Json]:
    """Return what was pressed, with the blocks around it as the person saw them.

    An app may put the same button in a block of another id while somebody presses it: it counts as it was seen.
    """
    now = _blocks(on)
    stands = {(element["action_id"], element.get("value")) for _, element in elements_of(now)}
    for blocks in (now, *map(named, reversed(on.earlier))):
        for block, element in elements_of(blocks):
            seen = (block["block_id"], element["action_id"]) == (block_id, action_id)
            if seen and (action_id, element.get("value")) in stands:
                return blocks, element
    msg = "This button does not stand there any more."
    raise RequestRefused(msg)


def _blocks(on: Message | View) -> list[Json]:
    return named(on.view["blocks"]) if isinstance(on, View) else blocks_shown(on)


def _named_action(element: Json) -> Json:
    return {name: element[name] for name in ("type", "action_id", "text", "style", "url") if name in element}


async def suggest(trial: Trial, page_request: PageRequest) -> Json:
    """Ask the bot for the options of an external menu."""
    trial.require_bot()
    about = {
        "block_id": page_request.word("block_id"),
        "action_id": page_request.word("action_id"),
        "value": page_request.body.get("value", ""),
    }
    payload = payloads.suggestion(trial.slack.site, page_request.on(), page_request.user().id, about)
    ack = await trial.slack.delivery.form("interactive", payload)
    _require_ack(ack, "The menu")
    return {name: ack.json[name] for name in ("options", "option_groups") if name in ack.json}


async def submit(trial: Trial, page_request: PageRequest) -> Json:
    """Send a modal: it closes, changes, gets one laid over it, or shows errors."""
    view = page_request.view()
    trial.require_bot()
    blocks = named(view.view["blocks"])
    state = state_of(blocks, _with_files(trial, page_request, blocks))
    wrong = problems(blocks, state)
    if wrong:
        return {"ok": False, "errors": wrong}
    payload = payloads.submission(trial.slack.site, view, state)
    ack = await trial.slack.delivery.form("interactive", payload)
    _require_ack(ack, "The dialog")
    answer = ack.json
    if answer.get("response_action") == "errors":
        return {"ok": False, "errors": answer.get("errors", {})}
    settle(trial.slack.site, view, answer)
    return {"action": answer.get("response_action", "close")}


def _with_files(trial: Trial, page_request: PageRequest, blocks: list[Json]) -> Json:
    """Put file objects in place of file ids."""
    values = page_request.json("values")
    for block, element in elements_of(blocks):
        row = values.get(block["block_id"])
        if element["type"] == "file_input" and isinstance(row, dict) and row.get(element["action_id"]):
            row[element["action_id"]] = [_file(trial, page_request, file_id) for file_id in row[element["action_id"]]]
    return values


async def close_view(trial: Trial, page_request: PageRequest) -> Json:
    """Close a modal, or (``all``) everything that lies on each other."""
    view, everything = page_request.view(), bool(page_request.body.get("all"))
    closed = trial.slack.site.stack(view.root)[::-1] if everything else [view]
    trial.slack.site.close_views(closed)
    for each in closed:
        if each.view.get("notify_on_close") and trial.bot_is_ready():
            payload = payloads.view_closed(trial.slack.site, each, cleared=everything)
            await trial.slack.delivery.form("interactive", payload)
    return {}


async def home(trial: Trial, page_request: PageRequest) -> Json:
    """Open the bot's DM or its Home tab; the bot is told."""
    user, tab = page_request.user().id, page_request.body.get("tab", "home")
    channel = trial.slack.workspace.direct_channel(user)
    at = trial.slack.workspace.stamps.next()
    event: Json = {"type": "app_home_opened", "user": user, "channel": channel.id, "tab": tab, "event_ts": at}
    view = trial.home_of(user)
    if view is not None and tab == "home":
        event["view"] = view.to_slack()
    trial.subscriptions.send("app_home_opened", event)
    shown = view_shown(trial.slack.site, view) if view else None
    return {"view": shown, "channel": trial.feed.channel_shown(channel, user)}


async def shortcut(trial: Trial, page_request: PageRequest) -> Json:
    """Use a shortcut of the app, on a message or without one."""
    trial.require_bot()
    callback_id = page_request.word("callback_id")
    if not trial.installed.has_shortcut(callback_id):
        msg = "The app has no such shortcut."
        raise RequestRefused(msg)
    message = page_request.message() if page_request.body.get("ts") else None
    payload = payloads.shortcut(trial.slack.site, callback_id, user=page_request.user().id, message=message)
    _require_ack(await trial.slack.delivery.form("interactive", payload), "The shortcut")
    return {}


async def restart_bot(trial: Trial, _page_request: PageRequest) -> Json:
    """Start the bot again."""
    await trial.restart_bot()
    return {"bot": trial.bot_state()}


async def move_clock(trial: Trial, page_request: PageRequest) -> Json:
    """Move the trial's clock forward."""
    await trial.move_clock(page_request.number("seconds"))
    return {"ahead_s": trial.clock.ahead_s}


def keep_upload(trial: Trial, page_request: PageRequest, name: str, content: bytes) -> Json:
    """Keep a file somebody attaches."""
    return {"file": file_shown(keep_file(trial.slack.site, name, content, user=page_request.user().id))}


def _require_ack(ack: Ack, what: str) -> None:
    if ack.status == 200:
        return
    why = "the bot did not answer within 3 seconds" if "timeout" in ack.reason else "the bot could not be reached"
    msg = f"{what} failed: {why if ack.status == 0 else f'the bot answered with an error ({ack.status})'}."
    raise RequestRefused(msg)


ACTS: dict[str, Act] = {
    "say": say,
    "sample": sample,
    "stop": stop,
    "edit": edit,
    "delete": delete,
    "react": react,
    "read": read,
    "command": command,
    "action": action,
    "suggest": suggest,
    "submit": submit,
    "close_view": close_view,
    "home": home,
    "shortcut": shortcut,
    "restart_bot": restart_bot,
    "move_clock": move_clock,
}
