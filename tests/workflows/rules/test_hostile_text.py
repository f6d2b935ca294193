"""Twice the text may not cost more than two and a half times: every pattern and every function that reads text."""

import gc
import inspect
from collections.abc import Callable, Iterable
from functools import _lru_cache_wrapper, cache
from itertools import groupby, islice
from types import ModuleType

import pytest

from bot.trial.page_api.requests import RequestRefused
from bot.trial.workspace.site import SlackError
from storage.errors import FrontdeskError
from tests.workflows.rules import hostile
from tests.workflows.rules.hostile import Read
from tests.workflows.rules.hostile_arguments import EXEMPT, FILLED
from workflows.faq import rules_extract
from workflows.faq.documents import Document
from workflows.faq.plain import plain_blocks
from workflows.faq.sections import passages_of
from workflows.rules.planning.plan import make_plan

# Not measured: a call that takes too long is ended within it, and coverage's own lock would stay taken.
pytestmark = pytest.mark.no_cover

MODULES = hostile.modules()


def _room(module: str) -> str:
    return module.rpartition(".")[0] or module


# Most modules have nothing that reads text: no row for those. Patterns are quick to read, so they stand by room.
READERS = {module.__name__: list(hostile.functions_in(module)) for module in MODULES}
ROOMS = {room: list(names) for room, names in groupby(sorted(READERS, key=_room), _room)}
# Each once. A cache without a bound keeps what is ours, as lists and trained readers by name: loaded again for each
# text they would cost more than to read it.
CACHES = {
    id(value): value
    for module in MODULES
    for value in vars(module).values()
    if isinstance(value, _lru_cache_wrapper) and value.cache_parameters()["maxsize"] is not None
}.values()


@pytest.mark.parametrize("room", ROOMS)
def test_no_pattern_reads_a_run_of_anything_more_than_once(room: str) -> None:
    assert _too_fast(reader for module in ROOMS[room] for reader in hostile.first_homes()[module]) == []


@pytest.mark.parametrize("module", [module for module, readers in READERS.items() if readers])
def test_no_function_that_reads_text_takes_more_than_its_length(module: str) -> None:
    readers = ((name, _called(function)) for name, function in READERS[module] if not _exempt(name))

    assert _too_fast(readers) == []


def _of(source: str) -> ModuleType:
    """Return a module made of a source, as if it were ours."""
    planted = ModuleType("planted")
    exec(source, planted.__dict__)  # noqa: S102 - our own text, a few lines below
    return planted


@pytest.mark.parametrize(
    "source",
    [
        r"import re; ENDS = re.compile(r'\s+$')",
        r"import re; TABLE = {'one': (re.compile(r'x'), re.compile(r'(?:,\s*|\s+)*and'))}",
        r"import re; EMOJI = [re.compile(r'(?::\w+:)+!')]",
    ],
)
def test_a_careless_pattern_in_any_kind_of_table_is_found_out(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hostile, "MOST_S", 0.1)  # a pattern as careless as these needs no half second to be seen
    planted = hostile.patterns_in(_of(source), hostile.uses(source, "planted"))

    assert len(_too_fast(planted)) == 1


def test_a_careless_function_is_found_out() -> None:
    source = "def pairs(text: str) -> int:\n    return sum(text[:at].count(' ') for at in range(0, len(text), 4))"

    planted = [(name, _called(function)) for name, function in hostile.functions_in(_of(source))]

    assert len(_too_fast(planted)) == 1


@pytest.mark.parametrize(("growth", "found"), [(2.45, False), (2.55, True)])
def test_the_first_look_at_half_the_length_lets_nothing_through(
    growth: float, found: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    share = (growth**2 - 4) / (16 - growth**2) / hostile.SMALL  # of a square beside the length, for that growth
    monkeypatch.setattr(hostile, "_seconds", lambda _, text: (len(text) + share * len(text) ** 2) * 1e-6)

    assert hostile.grows_too_fast(len, "x".__mul__) is found


def test_a_pattern_that_is_only_matched_where_it_is_told_to_is_not_searched_for() -> None:
    source = "import re\nLEAD = re.compile(r'\\s*x')\ndef reads(text: str) -> object:\n    return LEAD.match(text)"

    planted = hostile.patterns_in(_of(source), hostile.uses(source, "planted"))

    assert _too_fast(planted) == []


@pytest.mark.parametrize("name", EXEMPT)
def test_every_exemption_is_of_something_that_is_there(name: str) -> None:
    assert any(f"{reader} ".startswith(name) for reader in _all_readers())


@cache
def _all_readers() -> list[str]:
    return [found for readers in READERS.values() for found, _ in readers]


def _exempt(name: str) -> bool:
    return f"{name} ".startswith(tuple(EXEMPT))


def _called(function: Callable[..., object]) -> Read:
    """Return how a function is called with a text: what else it needs is made of the same text."""
    first, *others = inspect.signature(function).parameters.values()
    needed = [
        one for one in others if one.default is one.empty and one.kind not in (one.VAR_KEYWORD, one.VAR_POSITIONAL)
    ]
    fill = {one.name: FILLED.get(one.name) or FILLED[inspect.formatannotation(one.annotation)] for one in needed}

    def read(text: str) -> object:
        try:
            found = function(**{first.name: text}, **{name: make(text) for name, make in fill.items()})
            return list(found) if inspect.isgenerator(found) else found
        except (ValueError, LookupError, RecursionError, FrontdeskError, RequestRefused, SlackError):
            return None  # refused, and read for that
        finally:
            for cache in CACHES:
                cache.cache_clear()  # else the next text of the kind is not read at all

    return read


def _too_fast(readers: Iterable[tuple[str, Read]]) -> list[str]:
    """Return the readers that some text slows down, with that text."""
    gc.disable()
    try:
        slow = [
            (name, next((text for text, make in hostile.texts() if hostile.grows_too_fast(read, make)), None))
            for name, read in readers
        ]
    finally:
        gc.enable()
    return [f"{name} with {text} in a row" for name, text in slow if text is not None]


def _document(size: int) -> str:
    """Return an ordinary document: no sentence is in it twice."""
    sentences = (f"Pump {one} is a device that moves heat from the ground into house {one}.\n\n" for one in range(size))
    return "".join(islice(sentences, size // 70))


@pytest.mark.parametrize(
    "read",
    [
        lambda text: passages_of((Document("Pumps", text),)),
        lambda text: rules_extract.questions((Document("Pumps", text),), 5),
        lambda text: rules_extract.answer("What is pump 7?", (Document("Pumps", text),), ()),
    ],
    ids=["passages", "questions", "answer"],
)
def test_twice_the_document_takes_no_more_than_twice_the_time(read: Read) -> None:
    def afresh(text: str) -> object:
        try:
            return read(text)
        finally:
            for cache in CACHES:
                cache.cache_clear()

    assert not hostile.grows_too_fast(afresh, _document)


def _table(size: int) -> str:
    """Return one section with a row for each of so many prices."""
    rows = "".join(f"| Ticket {one} | {one} euros |\n" for one in range(size // 24))
    return f"# Help\n\n## Tickets\n\nWhat a ticket costs.\n\n| Ticket | Price |\n|---|---|\n{rows}"


def _list(size: int) -> str:
    """Return one section with an item for each of so many things."""
    items = "".join(f"- Plan {one} costs {one} euros a month.\n" for one in range(size // 34))
    return f"# Help\n\n## Plans\n\n{items}"


@pytest.mark.parametrize("make", [_table, _list])
def test_twice_the_rows_of_one_section_take_no_more_than_twice_the_time(make: Callable[[int], str]) -> None:
    def afresh(text: str) -> object:
        try:
            return rules_extract.questions((Document("Tickets", text, plain_blocks(text)),), 5)
        finally:
            for cache in CACHES:
                cache.cache_clear()

    assert not hostile.grows_too_fast(afresh, make)


@pytest.mark.parametrize(
    "unit", ["if refund ", "not return the x ", "return if not maybe ", "can i return it ", "i returned "]
)
def test_twice_the_requests_in_one_sentence_take_no_more_than_twice_the_time(unit: str) -> None:
    def afresh(text: str) -> object:
        try:
            return make_plan(text)
        finally:
            for cache in CACHES:
                cache.cache_clear()

    assert not hostile.grows_too_fast(afresh, lambda size: unit * (size // len(unit)))
