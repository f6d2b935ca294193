"""Texts that make a careless pattern slow, all that reads text in our packages, and how its time grows with the text.

Nothing is measured in seconds but to find sizes that can be measured at all: what is judged is a ratio.
"""

import ast
import dataclasses
import importlib
import inspect
import pkgutil
import re
import signal
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import FrameType, ModuleType
from typing import cast

from tests.paths import ROOT
from workflows.language.lazy import is_pattern
from workflows.language.sifting import Sifted

PACKAGES = ("bot", "handlers", "workflows", "storage")
DOUBLING = 2.5  # the most that twice the text may cost
SMALL, LARGE = 1024, 4096
# Half of that is looked at first, half the work. What grows by DOUBLING between SMALL and LARGE, since a square of the
# length is in it, grows by 2.29 between these: all that costs FIRST_DOUBLING here is measured there.
FIRST_SMALL, FIRST_LARGE, FIRST_DOUBLING = 512, 2048, 2.25
LEAST_S = 0.0003  # what takes less for LARGE characters goes over them once: going over them again would take more
LONG_S = 0.003  # a first look at what takes so long needs no second measure of the shorter text either
NO_NOISE = 8.0  # a doubling that costs so much needs no second look
MOST_S = 0.5  # then a call is stopped, and smaller sizes are measured

UNITS = (
    *(" ", "\n", " \n", ":rotating_light:", "<@U123ABC>", ".", "1", "1-", "1.", "1 ", "(", ")", "[", "{", "<"),
    *('"', "'", "`", "a", "A", "a ", "a@", "a-", "- a\n", "return the ", "order ", "my a ", "#", ",", ", ", "and "),
    *(
        "because ",
        " - ",
        "-",
        "!",
        "?",
        ":",
        ";",
        "*",
        "_",
        "http://",
        "$1",
        "inv-1 ",
        "A a. ",
        "\u00e9",
        "\u0301\u0327",
        "please ",
        "password: ",
        "&token=",
        "not ",
        "call me ",
    ),
)

Read = Callable[[str], object]


def texts() -> Iterator[tuple[str, Callable[[int], str]]]:
    """Yield each hostile text: its name, and how to make it about so many characters long."""
    yield "nothing but blanks", lambda size: " " * size
    for unit in UNITS:
        yield repr(unit), lambda size, unit=unit: f"a {unit * (size // len(unit))} b"  # type: ignore[misc]


def modules() -> list[ModuleType]:
    """Import all there is in our packages; what only runs a program when imported is left out."""
    found = []
    for package in map(importlib.import_module, PACKAGES):
        found.append(package)
        names = (one.name for one in pkgutil.walk_packages(package.__path__, f"{package.__name__}."))
        found += [
            importlib.import_module(name) for name in names if not re.search(r"\.(?:__main__|migrations\b)", name)
        ]
    return found


def patterns_in(module: ModuleType, used: Mapping[str, set[str]]) -> Iterator[tuple[str, Read]]:
    """Yield the name of each pattern of a module and how it reads a text: from where it is put, or all over it."""
    yield from reading(named_patterns(module, used))


@cache
def first_homes() -> dict[str, list[tuple[str, Read]]]:
    """Return ``patterns_in`` of all our modules, by module: what stands in several tables is in the first one only.

    Half of the patterns do: the tables of risks share their words. Each is read once, in each way in which it is used.
    """
    found: dict[str, list[tuple[str, Read]]] = {}
    seen: set[tuple[str, int, frozenset[str]]] = set()
    for module in modules():
        new = []
        for name, pattern, only in named_patterns(module, all_uses()):
            if (key := (pattern.pattern, pattern.flags, frozenset(only))) not in seen:
                seen.add(key)
                new.append((name, pattern, only))
        found[module.__name__] = list(reading(new))
    return found


def reading(patterns: Iterable[tuple[str, re.Pattern[str], set[str]]]) -> Iterator[tuple[str, Read]]:
    """Yield the names of patterns and how they read a text: in the ways they are used, or all over it."""
    for name, pattern, only in patterns:
        how = sorted(only) or ["finditer"]
        yield name, lambda text, pattern=pattern, how=how: [_done(getattr(pattern, one)(text)) for one in how]  # type: ignore[misc]


def _done(found: object) -> int:
    """Read what is found only when asked for, to the end."""
    return sum(1 for _ in found) if isinstance(found, Iterator) else 1


def named_patterns(module: ModuleType, used: Mapping[str, set[str]]) -> Iterator[tuple[str, re.Pattern[str], set[str]]]:
    """Yield each pattern of a module, also within its tuples, lists, dicts and records, by name.

    The last value holds ``match`` or ``fullmatch`` if it is only put to one place of a text and never searched for.
    """
    elsewhere = _ours_elsewhere(getattr(module, "__file__", None))
    for name, value in vars(module).items():
        if name in elsewhere or name.startswith("__"):
            continue
        for number, pattern in enumerate(_within(value, set())):
            where = f"{module.__name__}.{name}" + (f"[{number}]" if value is not pattern else "")
            how = used.get(f"{module.__name__}.{name}", set())
            yield where, pattern, how if how <= {"match", "fullmatch"} else set()


def _ours_elsewhere(file: str | None) -> set[str]:
    """Return the names that a module has from another of our modules: they are looked at there."""
    imported = _read_source(Path(file))[1] if file else {}
    return {name for name, home in imported.items() if home.startswith(PACKAGES)}


def _within(value: object, seen: set[int]) -> Iterator[re.Pattern[str]]:
    if is_pattern(value) and isinstance(value.pattern, str):  # type: ignore[attr-defined]
        yield cast("re.Pattern[str]", value)
    if isinstance(value, Sifted):  # compiled from its tree, it does not know how it was written: all would be one
        yield re.compile(value.written, value.pattern.flags)
    if isinstance(value, (str, bytes)) or id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, Mapping):
        inner: list[object] = [*value.keys(), *value.values()]
    elif isinstance(value, (tuple, list, set, frozenset)):
        inner = list(value)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        inner = [getattr(value, field.name, None) for field in dataclasses.fields(value)]
    else:
        return
    for one in inner:
        yield from _within(one, seen)


def uses(source: str, module: str) -> dict[str, set[str]]:
    """Return with which methods the names of a module's source are used; "?" is a use that is not read here."""
    return _uses_and_imports(source, module)[0]


def _uses_and_imports(source: str, module: str) -> tuple[dict[str, set[str]], dict[str, str]]:
    parents: dict[ast.AST, ast.AST] = {}
    nodes = _nodes(ast.parse(source), parents)
    homes = _imported(nodes)

    def used(node: ast.AST) -> set[str]:
        parent = parents[node]
        if isinstance(parent, ast.Attribute):
            return {parent.attr}
        if isinstance(parent, ast.Subscript):
            return used(parent)
        if isinstance(parent, ast.comprehension | ast.For) and parent.iter is node:
            scope = parent if isinstance(parent, ast.For) else parents[parent]
            names = [one for one in ast.walk(scope) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Load)]
            mine = [one for one in names if isinstance(parent.target, ast.Name) and one.id == parent.target.id]
            return {how for one in mine for how in used(one)} or {"?"}
        return {"?"}

    found: dict[str, set[str]] = {}
    for node in nodes:
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            found.setdefault(homes.get(node.id, f"{module}.{node.id}"), set()).update(used(node))
    return found, homes


def _nodes(tree: ast.Module, parents: dict[ast.AST, ast.AST]) -> list[ast.AST]:
    """Return all nodes of a tree, walked once; note the ``parents``."""
    nodes: list[ast.AST] = [tree]
    for node in nodes:
        children = list(ast.iter_child_nodes(node))
        nodes += children
        parents.update(dict.fromkeys(children, node))
    return nodes


def _imported(nodes: Iterable[ast.AST]) -> dict[str, str]:
    """Return the names that a module has from others, each with its full name there."""
    imports = (node for node in nodes if isinstance(node, ast.ImportFrom))
    return {alias.asname or alias.name: f"{node.module}.{alias.name}" for node in imports for alias in node.names}


@cache
def all_uses() -> dict[str, set[str]]:
    """Return ``uses`` of all our source. It takes seconds: not when tests are collected, which each worker does."""
    found: dict[str, set[str]] = {}
    for file in (file for package in PACKAGES for file in (ROOT / package).rglob("*.py")):
        for name, how in _read_source(file)[0].items():
            found.setdefault(name, set()).update(how)
    return found


@cache
def _read_source(file: Path) -> tuple[dict[str, set[str]], dict[str, str]]:
    """Return how a file of ours uses names, and which it has from elsewhere: each file is parsed once."""
    module = ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    return _uses_and_imports(file.read_text(encoding="utf-8"), module)


def functions_in(module: ModuleType) -> Iterator[tuple[str, Callable[..., object]]]:
    """Yield the name of each function of a module whose first parameter is a text, without the cache around it."""
    for name, value in vars(module).items():
        bare = inspect.unwrap(value) if callable(value) else value
        if not inspect.isfunction(bare) or bare.__module__ != module.__name__ or name == "<lambda>":
            continue
        first = next(iter(inspect.signature(bare).parameters.values()), None)
        if first is not None and first.annotation in (str, "str") and not inspect.iscoroutinefunction(bare):
            yield f"{module.__name__}.{name}", bare


def growth(
    read: Read,
    make: Callable[[int], str],
    sizes: tuple[int, int] = (SMALL, LARGE),
    tries: int = 1,
    least_s: float = LEAST_S,
) -> float:
    """Return by how much a doubling of the text multiplies the time of ``read``, or 0 if that is less than ``least_s``.

    Of several tries the fastest counts: other processes only ever add time.
    """
    small, large = sizes
    _seconds(read, make(8))  # what is loaded at the first call is no part of it
    slow = _seconds(read, make(large))
    if slow < least_s:
        return 0.0
    if slow >= MOST_S:
        return _growth_of_slow(read, make)
    slow = min([slow, *(_seconds(read, make(large)) for _ in range(tries - 1))])
    again = 0 if tries == 1 and slow > LONG_S else 1
    fast = min(_seconds(read, make(small)) for _ in range(tries + again))
    return float((slow / max(fast, 1e-7)) ** (1 / _doublings(small, large)))


def _growth_of_slow(read: Read, make: Callable[[int], str]) -> float:
    """Return the growth where a call had to be stopped: of the first doubling that is long enough to be measured."""
    size, fast = 8, _seconds(read, make(8))
    while fast < MOST_S / 50:
        size, fast = size * 2, _seconds(read, make(size * 2))
    return _seconds(read, make(size * 2), NO_NOISE * fast) / fast


def grows_too_fast(read: Read, make: Callable[[int], str]) -> bool:
    """Say whether twice the text costs more than ``DOUBLING`` times; measured again, and better, before it is said."""
    _seconds(read, make(1))  # lists that are loaded once are no part of what a text costs
    # A square of half the length takes a quarter of the time.
    if growth(read, make, (FIRST_SMALL, FIRST_LARGE), least_s=LEAST_S / 4) < FIRST_DOUBLING:
        return False
    first = growth(read, make)
    if first >= NO_NOISE:
        first = growth(read, make)  # a machine that stands still for a moment does not do so twice
    return first >= NO_NOISE or (
        first > DOUBLING
        and all(
            growth(read, make, (SMALL * more, LARGE * more), tries) > DOUBLING
            for more, tries in ((1, 3), (2, 5), (4, 5))
        )
    )


def _doublings(small: int, large: int) -> int:
    return (large // small).bit_length() - 1


class _TooSlowError(Exception):
    """A call took ``MOST_S`` of the processor."""


def stops(read: Read, text: str) -> bool:
    """Tell whether a text is so hard to read that the call has to be stopped, twice."""
    return all(_seconds(read, text) >= MOST_S for _ in range(2))


def _seconds(read: Read, text: str, most_s: float | None = None) -> float:
    """Return how long the processor took; a call is stopped after ``most_s``, also within a regular expression."""
    most_s = MOST_S if most_s is None else most_s
    try:
        with _stopped_after(most_s):
            start = time.thread_time()
            read(text)
            return time.thread_time() - start
    except _TooSlowError:
        return most_s


@contextmanager
def _stopped_after(limit_s: float) -> Iterator[None]:
    _stop_when_told()
    signal.setitimer(signal.ITIMER_PROF, limit_s)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


@cache
def _stop_when_told() -> None:
    """Raise where the timer ends; set up once, since a short pattern takes less than that does."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise _TooSlowError

    signal.signal(signal.SIGPROF, stop)
