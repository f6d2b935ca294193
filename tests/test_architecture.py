"""docs/architecture.md is true: its drawing is what the imports are, and its walks are the way the bot goes."""

import re
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from types import FrameType

import pytest

from bot.wiring import Bot, open_bot
from tests.conftest import SettingsFor
from tests.fakes.slack import CUSTOMER, STAFF, STAFF_CHANNEL, FakeSlack
from tests.handlers.faq.desk import DOCUMENTS
from tests.paths import ROOT
from tests.slack.faqs.people import form_of, sent
from tests.stored import say

PAGE = ROOT / "docs" / "architecture.md"
SCRIPT = ROOT / "docs" / "measure_structure.py"
OURS = tuple(f"{ROOT / package}/" for package in ("bot", "handlers", "workflows", "storage"))
THREE_PARTS = (
    "I have a question about invoice #INV-7890, it is higher than I expected. Also I want to return the "
    "'SuperWidget 5000', it is not compatible with my system. And where is my order #A-12345?"
)
STEP = re.compile(r"^(\d+)\. `([\w.]+)`(.*)$", re.MULTILINE)


@dataclass
class Calls:
    """Our functions in the order in which each was called first, in whatever thread."""

    names: list[str] = field(default_factory=list)
    _seen: set[str] = field(default_factory=set)

    def forget(self) -> None:
        """Begin a walk: what was called before does not count."""
        self.names.clear()
        self._seen.clear()

    def note(self, frame: FrameType, event: str, _: object) -> None:
        """Take a call down; the form is that of ``sys.setprofile``."""
        code = frame.f_code
        if event == "call" and code.co_filename.startswith(OURS):
            name = f"{_module(code.co_filename)}.{code.co_qualname}"
            if name not in self._seen and "<" not in name:
                self._seen.add(name)
                self.names.append(name)


def _module(file: str) -> str:
    return ".".join(Path(file).relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@contextmanager
def taking_down(calls: Calls) -> Iterator[None]:
    """Take down the calls of this thread and of those that start from now on."""
    threading.setprofile(calls.note)
    sys.setprofile(calls.note)
    try:
        yield
    finally:
        sys.setprofile(None)
        threading.setprofile(None)


@pytest.fixture
def calls() -> Iterator[Calls]:
    taken = Calls()
    with taking_down(taken):
        yield taken


@pytest.fixture
async def traced(calls: Calls, slack: FakeSlack, settings_for: SettingsFor) -> AsyncIterator[Bot]:
    """The real bot, with a staff channel; its threads start while calls are taken down."""
    slack.allow(f"live <@{CUSTOMER}>")
    slack.allow(f"live <@{STAFF}>")
    async with open_bot(settings_for(staff_channel=STAFF_CHANNEL)) as running:
        slack.delivery.bot_url = running.url
        await running.idle()
        await running.prepared
        calls.forget()
        yield running


def steps_of(walk: str) -> dict[str, str]:
    """Return the steps of a walk on the page: each function, and what the page says of it."""
    _, _, rest = PAGE.read_text(encoding="utf-8").partition(f"### {walk}\n")
    return {name: says for _, name, says in STEP.findall(re.split(r"^##", rest, maxsplit=1, flags=re.MULTILINE)[0])}


def what_is_stale(walk: str, steps: dict[str, str], called: list[str]) -> str:
    """Say how the page's steps differ from the calls, and what to write instead; "" if they do not differ."""
    place = {name: at for at, name in reversed(list(enumerate(called)))}
    found = sorted((name for name in steps if name in place), key=place.__getitem__)
    missing = [name for name in steps if name not in place]
    if not missing and found == list(steps):
        return ""
    lines = [f"{number}. `{name}`{steps[name]}" for number, name in enumerate(found, start=1)]
    told = [f'The walk "{walk}" in docs/architecture.md is not the way any more. Write it like this:', *lines]
    for name in missing:
        told.append(f"`{name}` is not called: it was renamed, moved or dropped. Near its place these are called:")
        told += [f"    {other}" for other in _near(name, list(steps), place, called)]
    return "\n".join(told)


def _near(missing: str, steps: list[str], place: dict[str, int], called: list[str]) -> list[str]:
    """Return the functions called between a missing step's neighbours, those of a like name first."""
    at = steps.index(missing)
    before = max((place[name] for name in steps[:at] if name in place), default=-1)
    after = min((place[name] for name in steps[at + 1 :] if place.get(name, -1) > before), default=len(called))
    pieces = set(missing.lower().replace("_", ".").split("."))
    between = called[before + 1 : after]
    return sorted(between, key=lambda name: -len(pieces & set(name.lower().replace("_", ".").split("."))))[:12]


def test_the_drawing_shows_the_rooms_and_arrows_that_are() -> None:
    checked = subprocess.run([sys.executable, SCRIPT, "--check"], capture_output=True, text=True, check=False)  # noqa: S603 - our own script

    assert checked.returncode == 0, checked.stdout + checked.stderr


async def test_a_message_goes_the_way_the_page_says(traced: Bot, slack: FakeSlack, calls: Calls) -> None:
    await say(slack, traced, THREE_PARTS)

    stale = what_is_stale("A message", steps_of("A message"), calls.names)
    assert not stale, stale


async def test_a_document_goes_the_way_the_page_says(traced: Bot, slack: FakeSlack, calls: Calls) -> None:
    form = await form_of(slack)
    await traced.idle()
    calls.forget()

    await sent(slack, form, {"title_0": DOCUMENTS[0].title, "text_0_0": DOCUMENTS[0].text, "count": "2"})
    await traced.idle()

    stale = what_is_stale("A document", steps_of("A document"), calls.names)
    assert not stale, stale


async def test_a_press_goes_the_way_the_page_says(traced: Bot, slack: FakeSlack, calls: Calls) -> None:
    await say(slack, traced, "I want to talk to a human being please")
    [card] = slack.posts_in(STAFF_CHANNEL)
    calls.forget()

    await slack.action("card_claim", card, user=STAFF)
    await traced.idle()

    stale = what_is_stale("A press", steps_of("A press"), calls.names)
    assert not stale, stale


def test_a_step_that_was_renamed_is_told_with_what_stands_in_its_place() -> None:
    steps = {"bot.a.take": " takes.", "handlers.b.keep": " keeps.", "storage.c.add": " adds."}

    told = what_is_stale("A message", steps, ["bot.a.take", "handlers.b.look", "handlers.b.keep_it", "storage.c.add"])

    assert "1. `bot.a.take` takes.\n2. `storage.c.add` adds.\n" in told
    assert "`handlers.b.keep` is not called" in told
    assert told.index("handlers.b.keep_it") < told.index("handlers.b.look")


@pytest.mark.parametrize("walk", ["A message", "A document", "A press"])
def test_the_steps_of_a_walk_are_numbered_one_by_one(walk: str) -> None:
    _, _, rest = PAGE.read_text(encoding="utf-8").partition(f"### {walk}\n")
    numbers = [int(number) for number, _, _ in STEP.findall(re.split(r"^##", rest, maxsplit=1, flags=re.MULTILINE)[0])]

    assert len(numbers) >= 10
    assert all(next_ == number + 1 for number, next_ in pairwise(numbers))


@pytest.mark.parametrize("method", ["chat_postMessage", "chat_update", "chat_delete", "files_upload_v2"])
def test_each_method_that_changes_a_thread_is_called_in_one_place(method: str) -> None:
    files = [file for file in (ROOT / "bot").rglob("*.py") if "trial" not in file.parts]

    callers = [file.name for file in files for _ in re.finditer(rf"\.{method}\(", file.read_text(encoding="utf-8"))]

    assert len(callers) == 1
