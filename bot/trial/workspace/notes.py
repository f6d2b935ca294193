"""What a careful bot avoids and Slack lets pass: live pings, previews, very long messages. It is noted, not refused."""

import re
from collections.abc import Iterator

from bot.trial.workspace.workspace import Json, texts_of

LONGEST_MESSAGE = (
    9_000  # ours: Slack's undocumented msg_blocks_too_long sits a little higher (bolt-js issues 2509, 2867)
)
LIVE = re.compile(r"<(?:!(?:channel|here|everyone)\b|!subteam\^|@[UW])[^>]*>")
_NOT_READ_ALOUD = {"value", "action_id", "block_id", "url", "image_url", "metadata", "private_metadata"}


class Notes:
    """What was noted of the bot's calls, in order; the inspector shows it, the tests' fake judges it."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def add(self, words: str) -> None:
        """Note one thing."""
        self.found.append(words)

    def check_message(self, method: str, args: Json) -> None:
        """Note live pings and a message that is too long for a comfortable distance to Slack's limits."""
        for ping in pings({key: args.get(key) for key in ("text", "markdown_text", "blocks", "attachments", "chunks")}):
            self.add(f"{method}: live {ping} in outgoing text; escape it or allow it")
        length = max(len(args.get("text") or ""), sum(map(len, texts_of(args.get("blocks") or []))))
        if length > LONGEST_MESSAGE:
            self.add(f"{method}: {length} characters; our limit is {LONGEST_MESSAGE} a message")
        if args.get("parse") == "full" or args.get("link_names"):
            self.add(f"{method}: parse=full and link_names make @channel and @names live")

    def check_previews(self, method: str, args: Json) -> None:
        """Note a post that leaves link previews on."""
        for name in ("unfurl_links", "unfurl_media"):
            if args.get(name) not in (False, "false", "0"):
                self.add(f"{method}: {name} is not switched off")


def pings(node: object) -> Iterator[str]:
    """Every mention in outgoing text that would notify somebody; plain_text is never live."""
    if isinstance(node, str):
        yield from LIVE.findall(node)
    elif isinstance(node, list):
        for item in node:
            yield from pings(item)
    elif isinstance(node, dict) and node.get("type") != "plain_text":
        if node.get("type") in {"user", "usergroup", "broadcast"}:
            yield f"<{node['type']} {node.get('user_id') or node.get('usergroup_id') or node.get('range')}>"
        for key, value in node.items():
            if key not in _NOT_READ_ALOUD:
                yield from pings(value)
