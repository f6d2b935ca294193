"""Fixtures: a strict fake Slack on the wire, and the real bot against it, on a database file of its own."""

import asyncio
import functools
import gc
import itertools
import os
import shutil
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

import httpcore2
import hypothesis
import pytest
import structlog
from pydantic_settings import BaseSettings
from slack_bolt.async_app import AsyncApp
from structlog.typing import EventDict

from bot.settings import Settings
from bot.slack import progress
from bot.slack.cases import home
from bot.slack.connection import catch_up
from bot.trial.workspace.workspace import User
from bot.wiring import Bot, open_bot
from handlers.understanding.prepare import read_samples
from tests import impossible
from tests.fakes.model import FakeModel
from tests.fakes.slack import STAFF, STAFF_CHANNEL, SUPPORT, FakeSlack
from tests.fakes.slack.patience import PATIENCE_S, be_patient
from tests.formats.parsed_here import parse_here
from tests.lock_order import CHECKER
from tests.paths import ROOT
from tests.started import start_once
from tests.statements import compile_once
from tests.storage.quick import be_quick
from tests.stored import Clock
from tests.untraced import compile_untraced, not_traced
from workflows.engine import runner
from workflows.understanding import closely, transformer

pytest_plugins = ["tests.storage.fixtures"]

# No test measures time. In CI the same examples every time: what a run finds by chance must not stop a landing.
hypothesis.settings.register_profile(
    "frontdesk", hypothesis.settings.get_profile("ci" if os.environ.get("CI") else "default"), deadline=None
)
hypothesis.settings.load_profile("frontdesk")

# Rooms whose tests wait for pages and processes, or take long: a worker each begins with them.
BEGINNINGS = (("browser",), ("process",), ("bench", "trial"), ("evaluation", "properties"))
FORKING = 1  # among these, also what has commands forked
# Measuring coverage makes Python half as slow again: what waits for others, or looks at the clock, is left alone by it.
UNMEASURED = ("browser", "process", "test_hostile_text.py", "test_mask_places.py")

VARIABLES = {str(name) for field, info in Settings.model_fields.items() for name in (field.upper(), info.alias) if name}

SettingsFor = Callable[..., Settings]
OpenBot = Callable[..., AbstractAsyncContextManager[Bot]]
T = TypeVar("T")


class GivenSettings(Settings):
    """Settings of a test: what it gives, and nothing else is looked for, which takes longer than all other checks."""

    def __init__(self, **given: Any) -> None:  # noqa: ANN401 - settings by name, of any type
        """Neither the environment, which is bare, nor a file: without their sources, which are made for each one."""
        super(BaseSettings, self).__init__(**given)


def pytest_configure() -> None:
    """Look for garbage seldom: ten thousand tests and all modules stay, and are looked through each time."""
    gc.set_threshold(20_000, 20, 20)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What waits comes first, beside what computes: at the end it would leave a processor with nothing to do.

    Each kind of it together: to start a browser, or a server that forks commands, takes three seconds of the processor.
    """
    groups: list[list[pytest.Item]] = [[] for _ in (*BEGINNINGS, "the rest")]
    for item in items:
        groups[_group(item)].append(item)
    items[:] = dealt(groups[:-1], groups[-1], int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))
    for item in items:
        if _stands_in(item.path, UNMEASURED):
            item.add_marker("no_cover")


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Let nothing trace a test that is not to be measured, within what pytest-cov does for it."""
    with not_traced() if item.get_closest_marker("no_cover") else nullcontext():
        return (yield)


def _group(item: pytest.Item) -> int:
    rooms = (number for number, names in enumerate(BEGINNINGS) if _stands_in(item.path, names))
    return next(rooms, FORKING if _forks(item) else len(BEGINNINGS))


def dealt(beginnings: Sequence[list[T]], rest: list[T], workers: int) -> list[T]:
    """Return all tests so that the share of each worker, which xdist cuts in order, begins with its part of the first.

    Shares are even; they are stolen from at their ends.
    """
    total = sum(map(len, beginnings)) + len(rest)
    found: list[T] = []
    left = iter(rest)
    for number in range(workers):
        share = (total - len(found)) // (workers - number)
        mine = [one for group in beginnings[number::workers] for one in group]
        found += [*mine, *itertools.islice(left, max(0, share - len(mine)))]
    return [*found, *left]


@functools.cache
def _stands_in(file: Path, rooms: tuple[str, ...]) -> bool:
    return not set(rooms).isdisjoint(file.relative_to(ROOT).parts)


def _forks(item: pytest.Item) -> bool:
    return isinstance(item, pytest.Function) and _has_processes(item.module)


@functools.cache
def _has_processes(module: ModuleType) -> bool:
    """Say whether a file of tests has something of ``tests.process``."""
    return any(str(getattr(one, "__module__", "")).startswith("tests.process.") for one in vars(module).values())


def pytest_collection_finish() -> None:
    """What holds for all tests of a process: as fixtures these would be looked up for each of ten thousand tests."""
    for name in VARIABLES:
        os.environ.pop(name, None)  # no setting of the machine reaches a test
    _shorten_tracebacks()
    compile_once()
    patch = pytest.MonkeyPatch()
    be_quick(patch)
    parse_here(patch)
    compile_untraced(patch)
    # What a desk loads before its first message is loaded once in a process; each desk would read its samples again.
    patch.setattr("bot.wiring.read_samples", functools.cache(read_samples))
    # Each client of a model reads the certificates of the machine: 20 ms of the processor, for servers that have none.
    httpcore2.default_ssl_context = functools.cache(httpcore2.default_ssl_context)
    CHECKER.listen()
    gc.freeze()  # what stays to the end is left out when garbage is looked for


def _shorten_tracebacks() -> None:
    """Rich ones with local variables take seconds."""
    plain = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    stack = structlog.processors.StackInfoRenderer()
    structlog.configure(processors=[structlog.processors.add_log_level, stack, impossible.note, plain])


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Folders for tests, one after the other. pytest's own looks through all there are to number the next one."""
    parent = tmp_path_factory.mktemp("tests")
    return (parent / str(number) for number in itertools.count())


@pytest.fixture
def tmp_path(folders: Iterator[Path]) -> Path:
    """A test's own folder."""
    folder = next(folders)
    folder.mkdir()
    return folder


@pytest.fixture(autouse=True)
def _in_its_own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing is written outside a test's folder."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture(autouse=True)
def _words_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is offered and done is the same whether the extra ``meaning`` is installed or not, and waits for nothing.

    ``READ_CLOSELY=1 pytest tests/workflows/rules`` has the transformer read all that these tests say, as a desk does.
    """
    if os.environ.get("READ_CLOSELY"):
        monkeypatch.setattr(closely._Switch, "on", transformer.folder() is not None)
        return
    monkeypatch.setattr(closely._Switch, "on", False)
    monkeypatch.setattr(transformer, "load", lambda: None)
    monkeypatch.setattr(closely, "load", lambda: None)
    monkeypatch.setattr(closely, "is_used", lambda: False)


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pauses of the desk that tests would only sit out. What the real ones promise is in ``slack/test_pauses``.

    Those of DBOS stand beside the server that it needs, in ``storage/fixtures``: most processes never import it.
    """
    # Bolt gives a listener 3 seconds to acknowledge, as Slack does; a busy machine may take its time.
    monkeypatch.setattr(AsyncApp._register_listener, "__defaults__", (False, PATIENCE_S))
    monkeypatch.setattr(runner, "CANCEL_AGAIN_S", 0.05)
    monkeypatch.setattr(home, "PAUSE_S", 0.02)
    monkeypatch.setattr(home, "RESTS", 0)
    monkeypatch.setattr(progress, "UPDATE_EVERY_S", 0.02)
    monkeypatch.setattr(catch_up, "PAUSE_S", 0.0)
    # A reply waits a second and a half for its progress message: a test that holds that one has to come first.
    monkeypatch.setattr(progress, "FIRST_POST_S", PATIENCE_S)


@pytest.fixture(autouse=True)
def impossible_transitions() -> Iterator[list[EventDict]]:
    """The impossible transitions logged in a test, which fail it; one that means them takes them out of the list.

    A transition is not stopped in a test either: who raises in the middle of the desk may be caught and overheard.
    """
    impossible.NOTED.clear()
    yield impossible.NOTED
    assert not impossible.NOTED, "\n".join(f"{one}\n{one['stack']}" for one in impossible.NOTED)


@pytest.fixture(autouse=True)
def _case_first() -> Iterator[None]:
    """Whoever writes rows of several kinds holds their case first, as ``storage.cases`` says."""
    CHECKER.taken()
    yield
    assert CHECKER.taken() == []


@pytest.fixture(scope="session")
def started_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both databases of a desk that was started once: on a copy a bot starts fast, and sees its queue at once."""
    settings = Settings(database_url=f"sqlite:///{tmp_path_factory.mktemp('desk') / 'frontdesk.db'}")
    asyncio.run(start_once(settings))
    return Path(settings.database_url.removeprefix("sqlite:///")).parent


@pytest.fixture
def desk_folder(started_once: Path, tmp_path: Path) -> Path:
    """A test's folder with both databases of a desk that was started once, and has seen nothing yet."""
    return shutil.copytree(started_once, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.lock"))


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as fake:
        be_patient(fake)
        yield fake
        fake.verify()


@pytest.fixture
def settings_for(slack: FakeSlack, desk_folder: Path) -> SettingsFor:
    """Settings that point a bot at the fake Slack; more are given by field name."""

    def make(**more: Any) -> Settings:  # noqa: ANN401 - settings by name, of any type
        known = {
            "slack_bot_token": slack.bot_token,
            "slack_signing_secret": slack.signing_secret,
            "slack_api_url": slack.api_url,
            "database_url": f"sqlite:///{desk_folder / 'frontdesk.db'}",
            "port": 0,
            "support_channels": frozenset({SUPPORT}),
            "staff": frozenset({STAFF}),
            "shutdown_grace_s": 5,
            "slack_timeout_s": PATIENCE_S,
            # Each message is answered by itself, unless a test is about several lines.
            "gather_s": 0,
            "join_s": 0,
        }
        return GivenSettings.model_validate({**known, **more})

    return make


@pytest.fixture
def clock() -> Clock:
    """The bot's clock, moved on by hand."""
    return Clock()


@pytest.fixture
async def bot(slack: FakeSlack, settings_for: SettingsFor, clock: Clock) -> AsyncIterator[Bot]:
    """The real bot over signed HTTP, with the rules engine."""
    async with open_bot(settings_for(), clock) as running:
        slack.delivery.bot_url = running.url
        yield running


@pytest.fixture
async def desk(slack: FakeSlack, settings_for: SettingsFor, clock: Clock) -> AsyncIterator[Bot]:
    """The real bot with a staff channel and two of staff; its cards name staff, which is a deliberate mention."""
    slack.allow("live <@U0STAFF")
    slack.workspace.users["U0STAFF02"] = User("U0STAFF02", "Ruth")
    slack.workspace.channels[STAFF_CHANNEL].members.add("U0STAFF02")
    settings = settings_for(staff_channel=STAFF_CHANNEL, staff=frozenset({STAFF, "U0STAFF02"}))
    async with open_bot(settings, clock) as running:
        slack.delivery.bot_url = running.url
        yield running


@pytest.fixture
async def model() -> AsyncIterator[FakeModel]:
    """A model server that answers well unless told otherwise."""
    async with FakeModel() as fake:
        yield fake
        fake.verify()
