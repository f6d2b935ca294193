"""Views, status lines, prompts and reactions: what the bot shows around its messages."""

from bot.trial.web_api.block_limits import broken_view
from bot.trial.workspace.site import Site, SlackError, Status, View
from bot.trial.workspace.workspace import BOT_USER, Json, Message

SESSION_STATUSES = ("active", "processing", "suspended", "closed")


def set_status(site: Site, args: Json) -> Json:
    """Show a status line under a thread; an empty one takes it away."""
    channel = site.channel(args["channel_id"])
    if site.workspace.find(channel.id, args["thread_ts"]) is None:
        raise SlackError("invalid_thread_ts")
    loading = args.get("loading_messages") or []
    if len(loading) > 10:
        raise SlackError("invalid_arguments", ["no more than 10 items allowed [json-pointer:/loading_messages]"])
    site.show_status(Status(channel.id, args["thread_ts"], args["status"], tuple(loading)))
    return {}


def set_session(site: Site, args: Json) -> Json:
    """Set the state of an agent's session: while it is ``processing`` people see a Stop button."""
    channel = site.channel(args.get("channel_id") or "")
    if args["status"] not in SESSION_STATUSES:
        raise SlackError("invalid_arguments", [f"status must be one of {', '.join(SESSION_STATUSES)}"])
    about = {"channel": channel.id, "thread_ts": str(args.get("thread_ts") or ""), "status": args["status"]}
    site.workspace.publish("session", about)
    return {"status": args["status"]}


def set_title(site: Site, args: Json) -> Json:
    """Name an assistant thread; nobody here is shown the name."""
    site.channel(args["channel_id"])
    return {}


def set_prompts(site: Site, args: Json) -> Json:
    """Offer prompts in a DM: at most four, each with title and message."""
    site.channel(args["channel_id"])
    prompts = args["prompts"]
    if len(prompts) > 4 or any(prompt.keys() != {"title", "message"} for prompt in prompts):
        raise SlackError("invalid_arguments", ["prompts: at most 4, each title and message"])
    site.workspace.publish("prompts", args)
    return {}


def react(site: Site, args: Json) -> Json:
    """Add the bot's reaction."""
    message = _reacted(site, args)
    if BOT_USER in message.reactions.get(args["name"], []):
        raise SlackError("already_reacted")
    site.workspace.react(message, args["name"], BOT_USER)
    return {}


def unreact(site: Site, args: Json) -> Json:
    """Take the bot's reaction away."""
    message = _reacted(site, args)
    if BOT_USER not in message.reactions.get(args["name"], []):
        raise SlackError("no_reaction")
    site.workspace.react(message, args["name"], BOT_USER)
    return {}


def open_view(site: Site, args: Json) -> Json:
    """Open a modal for the person whose trigger id this is."""
    _check(args["view"])
    trigger = site.spend_trigger(args.get("trigger_id"))
    return _keep(site, "views.open", trigger.user, args["view"])


def push(site: Site, args: Json) -> Json:
    """Lay a modal over the one the trigger id came from; at most three lie on each other."""
    _check(args["view"])
    trigger = site.spend_trigger(args.get("trigger_id"))
    if trigger.root is None:
        raise SlackError("not_found")
    if len(site.stack(trigger.root)) >= 3:
        raise SlackError("push_limit_reached")
    return _keep(site, "views.push", trigger.user, args["view"], root=trigger.root)


def update(site: Site, args: Json) -> Json:
    """Replace an open modal; a stale ``hash`` is refused."""
    _check(args["view"])
    by_name = (
        v for v in site.views.values() if args.get("external_id") and v.view.get("external_id") == args["external_id"]
    )
    view = site.views.get(str(args.get("view_id"))) or next(by_name, None)
    if view is None:
        raise SlackError("not_found")
    return _replace(site, view, "views.update", args)


def publish(site: Site, args: Json) -> Json:
    """Set somebody's Home tab."""
    if args["user_id"] not in site.workspace.users:
        raise SlackError("user_not_found")
    _check(args["view"])
    homes = (v for v in site.views.values() if v.user == args["user_id"] and v.view["type"] == "home")
    home = next(homes, None)
    if home is None:
        return _keep(site, "views.publish", args["user_id"], args["view"])
    return _replace(site, home, "views.publish", args)


def settle(site: Site, view: View, answer: Json) -> None:
    """Do what the app's answer to a submission says: close (nothing or clear), update, push, or show errors."""
    action = answer.get("response_action")
    if action in {"update", "push"}:
        for words in broken_view(answer.get("view")):
            site.notes.add(f"response_action {action}: {words}")
    if action == "update":
        view.replace(answer["view"])
        site.show_view("updated", view)
    elif action == "push":
        number = site.workspace.number("V")
        site.show_view("pushed", View(number, view.user, answer["view"], number, view.root, "push"))
    elif action == "clear":
        site.close_views(site.stack(view.root))
    elif action is None:
        site.close_views([view])


def _check(view: Json) -> None:
    broken = broken_view(view)
    if broken:
        raise SlackError("invalid_arguments", broken)


def _keep(site: Site, method: str, user: str, view: Json, root: str | None = None) -> Json:
    taken = {other.view.get("external_id") for other in site.views.values()} - {None, ""}
    if view.get("external_id") in taken:
        raise SlackError("duplicate_external_id")
    view_id = site.workspace.number("V")
    kept = View(view_id, user, view, _hash(site), root or view_id, method)
    site.show_view("pushed" if root else "opened", kept)
    return {"view": kept.to_slack()}


def _replace(site: Site, view: View, method: str, args: Json) -> Json:
    if args.get("hash") not in (None, view.hash):
        raise SlackError("hash_conflict")
    view.replace(args["view"])
    view.hash, view.method = _hash(site), method
    site.show_view("updated", view)
    return {"view": view.to_slack()}


def _hash(site: Site) -> str:
    return f"{site.workspace.stamps.next()}.{site.workspace.number('h')}"


def _reacted(site: Site, args: Json) -> Message:
    return site.message(site.channel(str(args.get("channel"))).id, str(args.get("timestamp")))
