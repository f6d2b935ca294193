"""Pure parts of the trial workspace: typed text, inputs, redaction, the feed's bounds, and Block Kit's numbers."""

import asyncio
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slackblocks import _limits
from slackblocks._surfaces import _BLOCK_TYPES_BY_SURFACE

from bot.trial.page_api import feed as feeds
from bot.trial.page_api.feed import Feed
from bot.trial.page_api.typed_text import to_typed, to_wire
from bot.trial.run import has_browser
from bot.trial.web_api import sizes
from bot.trial.web_api.views import set_session
from bot.trial.workspace.clock import TrialClock
from bot.trial.workspace.inputs import named, problems, state_of
from bot.trial.workspace.inspector import redacted
from bot.trial.workspace.seed import ANA, SUPPORT, seed
from bot.trial.workspace.site import Site, Status
from bot.trial.workspace.state_file import BadState, StateFile
from bot.trial.workspace.workspace import Json, Message, Workspace

WORDS = st.text(max_size=80) | st.sampled_from(["@ana", "#support", "`@ana`", "<@U0ANA0001>", "https://a.b/c?d=1&e"])


@pytest.fixture
def there() -> Workspace:
    workspace = Workspace()
    seed(workspace)
    return workspace


def test_the_bot_is_told_the_names_that_the_page_shows(there: Workspace) -> None:
    names = [user.to_slack()["profile"]["display_name"] for user in there.users.values()]

    customers = ["Ana Souza", "Ben Okafor", "Chloe Martin", "Dana Lee"]
    assert names == ["Frontdesk", *customers, "Sam Fischer", "Ruth Nakamura"]


def test_the_numbers_of_block_kit_are_those_of_slackblocks() -> None:
    ours = {name: value for name, value in vars(sizes).items() if isinstance(value, int)}

    assert ours == {name: getattr(_limits, name) for name in ours}
    assert _BLOCK_TYPES_BY_SURFACE == sizes.SURFACES


@pytest.mark.parametrize(
    ("typed", "wire"),
    [
        ("a & b < c", "a &amp; b &lt; c"),
        ("@Frontdesk hi", "<@U0DESKBOT> hi"),
        ("ask @ana souza, please", "ask <@U0ANA0001>, please"),
        ("ana@example.com", "<mailto:ana@example.com|ana@example.com>"),
        ("@anab is nobody", "@anab is nobody"),
        ("@here @channel", "<!here> <!channel>"),
        ("see #support!", "see <#C0SUPPORT|support>!"),
        ("order #A-12345, invoice #INV-7890", "order #A-12345, invoice #INV-7890"),
        ("#support-team is none", "#support-team is none"),
        ("(https://x.example/a?b=1&c=2).", "(<https://x.example/a?b=1&amp;c=2>)."),
        ("`@ana <b>` and ```#support```", "`@ana &lt;b&gt;` and ```#support```"),
        ("<!channel> <@U0ANA0001>", "&lt;!channel&gt; &lt;@U0ANA0001&gt;"),
        ("javascript:alert(1)", "javascript:alert(1)"),
    ],
)
def test_typed_text_becomes_slacks_wire_form(there: Workspace, typed: str, wire: str) -> None:
    assert to_wire(typed, there) == wire


@given(parts=st.lists(WORDS, max_size=6))
def test_text_survives_the_way_to_the_wire_and_back(parts: list[str]) -> None:
    there = Workspace()
    seed(there)
    typed = " ".join(parts)

    once = to_wire(typed, there)

    assert to_wire(to_typed(once, there), there) == once


SELECT: Json = {"type": "static_select", "options": [{"text": {"type": "plain_text", "text": "A"}, "value": "a"}]}


@pytest.mark.parametrize(
    ("element", "plain", "state"),
    [
        ({"type": "plain_text_input"}, "x", {"value": "x"}),
        ({"type": "plain_text_input"}, "", {"value": None}),
        (SELECT, "a", {"selected_option": SELECT["options"][0]}),
        (SELECT, "b", {"selected_option": None}),
        ({**SELECT, "type": "checkboxes"}, ["a"], {"selected_options": SELECT["options"]}),
        ({"type": "datepicker"}, "2026-01-31", {"selected_date": "2026-01-31"}),
        ({"type": "datetimepicker"}, "1700000000", {"selected_date_time": 1_700_000_000}),
        ({"type": "multi_users_select"}, None, {"selected_users": []}),
    ],
)
def test_a_choice_becomes_the_state_slack_makes_of_it(element: Json, plain: object, state: Json) -> None:
    blocks = named([{"type": "input", "block_id": "b", "element": {**element, "action_id": "a"}}])

    assert state_of(blocks, {"b": {"a": plain}}) == {"b": {"a": {"type": element["type"], **state}}}


def test_an_input_nobody_touched_has_its_initial_value() -> None:
    blocks = named([{"type": "input", "element": {"type": "number_input", "initial_value": "10"}}])

    assert state_of(blocks, {}) == {"b0": {"b0-0": {"type": "number_input", "value": "10"}}}


@pytest.mark.parametrize(
    ("element", "typed", "words"),
    [
        ({"type": "number_input"}, "ten", "Must be a whole number."),
        ({"type": "number_input", "max_value": "25"}, "26", "Must be at most 25."),
        ({"type": "number_input", "min_value": "1"}, "0", "Must be at least 1."),
        ({"type": "email_text_input"}, "ana", "Must be an email address."),
        ({"type": "url_text_input"}, "javascript:x", "Must be a web address."),
        ({"type": "plain_text_input", "min_length": 4}, "abc", "Must be 4 to 3000 characters; it has 3."),
    ],
)
def test_an_input_that_slack_would_not_send_is_explained(element: Json, typed: str, words: str) -> None:
    blocks = named([{"type": "input", "element": element}])

    assert problems(blocks, state_of(blocks, {"b0": {"b0-0": typed}})) == {"b0": words}


def test_tokens_tickets_and_secret_addresses_are_redacted_wherever_they_stand() -> None:
    said = {
        "token": "abc",
        "url": "ws://127.0.0.1/link?ticket=s3cr3t&app_id=A0",
        "text": ["xoxb-1-2", "xapp-1-A", "sk-proj-12345678", "http://h/response/R1-s3cr3t"],
    }

    shown = json.dumps(redacted(said))

    assert "s3cr3t" not in shown
    assert "abc" not in shown
    assert not any(secret in shown for secret in ("xoxb", "xapp", "sk-proj"))
    assert "app_id=A0" in shown


async def test_a_status_line_goes_after_its_time(there: Workspace) -> None:
    feed = Feed(Site(there), status_life_s=0.01)

    with feed.open(ANA, wire=False) as line:
        feed.on_event("status", Status(SUPPORT, "1.0", "is thinking…"))
        lines = [json.loads(await asyncio.wait_for(line.waiting.get(), 60)) for _ in range(3)]

    assert [each.get("status") for each in lines] == [None, "is thinking…", ""]


async def test_a_page_whose_connection_comes_back_is_told_where_the_bot_is_at_work(there: Workspace) -> None:
    site = Site(there)
    feed = Feed(site)
    there.listeners.append(feed.on_event)
    for thread_ts, status in (("1.0", "processing"), ("2.0", "processing"), ("1.0", "active")):
        set_session(site, {"channel_id": SUPPORT, "thread_ts": thread_ts, "status": status})

    with feed.open(ANA, wire=False) as line:
        told = [json.loads(line.waiting.get_nowait()) for _ in range(line.waiting.qsize())]

    assert [(one["type"], one.get("thread_ts")) for one in told] == [("hello", None), ("session", "2.0")]


def test_a_page_that_falls_too_far_behind_is_cut(there: Workspace) -> None:
    feed = Feed(Site(there))
    there.listeners.append(feed.on_event)

    with feed.open(ANA, wire=False) as line:
        for number in range(feeds.LONGEST_QUEUE):
            there.add(Message(SUPPORT, f"{number}.0", ANA, "hi"))

    assert line.cut


@pytest.mark.parametrize(
    ("env", "platform", "opens"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "w"}, "linux", True),
        ({}, "darwin", True),
        ({"CI": "true"}, "darwin", False),
    ],
)
def test_a_browser_is_opened_only_where_there_is_a_screen(env: dict[str, str], platform: str, opens: bool) -> None:
    assert has_browser(env, platform) is opens


class TriedStateFile(StateFile):
    """Says when it was written, or could not be."""

    def __init__(self, path: Path, site: Site, changed: asyncio.Condition) -> None:
        super().__init__(path, site, changed, TrialClock())
        self.tried = asyncio.Event()

    def write(self) -> None:
        self.tried.set()
        super().write()


async def test_a_workspace_that_could_not_be_written_once_is_kept_all_the_same(
    there: Workspace, tmp_path: Path
) -> None:
    folder, changed = tmp_path / "kept", asyncio.Condition()
    kept = TriedStateFile(folder / "workspace.json", Site(there), changed)

    following = asyncio.create_task(kept.follow())
    while not kept.tried.is_set():
        async with changed:
            changed.notify_all()
        await asyncio.sleep(0)
    folder.mkdir()
    following.cancel()
    await following

    assert json.loads((folder / "workspace.json").read_text())["users"]


async def test_a_workspace_that_cannot_be_written_at_the_end_is_said(there: Workspace, tmp_path: Path) -> None:
    kept = TriedStateFile(tmp_path / "nowhere" / "workspace.json", Site(there), asyncio.Condition())

    following = asyncio.create_task(kept.follow())
    await asyncio.sleep(0)
    following.cancel()

    with pytest.raises(BadState, match="cannot be written: No such file or directory"):
        await following


def test_a_kept_workspace_that_is_none_is_said(there: Workspace, tmp_path: Path) -> None:
    (tmp_path / "workspace.json").write_text("[]")

    with pytest.raises(BadState, match="cannot be read"):
        TriedStateFile(tmp_path / "workspace.json", Site(there), asyncio.Condition()).read()
