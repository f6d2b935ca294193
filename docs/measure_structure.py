#!/usr/bin/env python3
"""Measures how the code hangs together, and draws its rooms for ``docs/architecture.md``, both from the imports.

    python docs/measure_structure.py                   the figures of this checkout
    python docs/measure_structure.py --path CHECKOUT   those of another one, older ones too; nothing of it is run
    python docs/measure_structure.py --chain           the longest chain of imports, file by file
    python docs/measure_structure.py --write           refresh the drawing in docs/architecture.md
    python docs/measure_structure.py --check           say whether the drawing is fresh (exit code 1: it is not)

It needs grimp, which comes with the tools for development (`make install`; then `.venv/bin/python`).
A room is a folder of a package, and a file that lies loose beside the folders is drawn by itself where folders use it;
the loose files that no folder uses are one room, and so are those that use no folder. Imports for type checkers only
do not count. In a chain a circle counts as one file. Circles of rooms are looked for in every folder, at any depth.
"""

import argparse
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path

import grimp

HERE = Path(__file__).resolve().parents[1]
PAGE = HERE / "docs" / "architecture.md"
BEGIN, END = "<!-- drawing: begin -->", "<!-- drawing: end -->"
REFRESH = ".venv/bin/python docs/measure_structure.py --write"
ORDER = ("bot", "handlers", "workflows", "storage")  # as they are drawn, from the top
UNDIVIDED = {"storage"}  # a package of one kind of files: one room

Arrows = dict[str, set[str]]


def packages_of(checkout: Path) -> list[str]:
    """Return the packages of a checkout, without its tests."""
    found = [one.name for one in checkout.iterdir() if (one / "__init__.py").is_file() and one.name != "tests"]
    return sorted(found, key=lambda name: (ORDER.index(name) if name in ORDER else len(ORDER), name))


def files_of(checkout: Path) -> Arrows:
    """Return every module with the modules it imports; packages without code of their own are left out."""
    sys.path.insert(0, str(checkout))
    try:
        graph = grimp.build_graph(*packages_of(checkout), exclude_type_checking_imports=True, cache_dir=None)
    finally:
        sys.path.remove(str(checkout))
    arrows = {name: set(graph.find_modules_directly_imported_by(name)) for name in graph.modules}
    used = set[str]().union(*arrows.values())
    folders = {name for name in arrows if checkout.joinpath(*name.split("."), "__init__.py").is_file()}
    return {name: to for name, to in arrows.items() if to or name in used or name not in folders}


def rooms_of(files: Arrows) -> dict[str, str]:
    """Return the room of each file: a folder, or the loose files of a package that are in one place."""
    reached = _reach(files)
    folders = {name: _folder(name, files) for name in files}
    rooms = {}
    for name in files:
        package, folder = name.split(".")[0], folders[name]
        if package in UNDIVIDED or folder:
            rooms[name] = folder if folder and package not in UNDIVIDED else package
            continue
        inside = {other for other, room in folders.items() if room and other.split(".")[0] == package}
        is_used, uses = any(name in reached[other] for other in inside), bool(reached[name] & inside)
        rooms[name] = name if is_used and uses else f"{package}:below" if is_used else f"{package}:above"
    return rooms


def _folder(name: str, files: Iterable[str]) -> str:
    """Return the folder of a package in which a file stands; "" if it lies loose in the package."""
    first = ".".join(name.split(".")[:2])
    has_files = name.count(".") >= 2 or any(other.startswith(f"{name}.") for other in files)
    return first if has_files else ""


def between(files: Arrows, rooms: Mapping[str, str]) -> Arrows:
    """Return which room uses which."""
    arrows: Arrows = {room: set() for room in rooms.values()}
    for name, imported in files.items():
        arrows[rooms[name]] |= {rooms[other] for other in imported if other in rooms} - {rooms[name]}
    return arrows


def _reach(arrows: Arrows) -> dict[str, set[str]]:
    """Return what each one uses, directly or by others."""
    reached = {}
    for name in arrows:
        seen, waiting = set[str](), [name]
        while waiting:
            for other in arrows.get(waiting.pop(), set()) - seen:
                seen.add(other)
                waiting.append(other)
        reached[name] = seen
    return reached


def circles_of(arrows: Arrows) -> list[set[str]]:
    """Return the circles: those that use each other, directly or by others."""
    reached = _reach(arrows)
    found = {frozenset({name} | {other for other in reached[name] if name in reached[other]}) for name in arrows}
    return [set(one) for one in sorted(found, key=min) if len(one) > 1]


def circles_of_rooms(files: Arrows) -> list[set[str]]:
    """Return the circles in every folder: its folders and files that use each other, with all that is in them."""
    folders = {name[:at] for name in files for at, letter in enumerate(name) if letter == "."}
    circles = []
    for folder in sorted(folders):
        depth = folder.count(".") + 2
        inside = {name: ".".join(name.split(".")[:depth]) for name in files if name.startswith(f"{folder}.")}
        circles += circles_of(between({name: files[name] for name in inside}, inside))
    return circles


def longest_chain(arrows: Arrows) -> list[str]:
    """Return the longest chain of imports, a circle counted as one."""
    circle = {name: min(one) for one in circles_of(arrows) for name in one}
    once: Arrows = {}
    for name, others in arrows.items():
        here = circle.get(name, name)
        once.setdefault(here, set()).update({circle.get(other, other) for other in others} - {here})

    @cache
    def chain(name: str) -> tuple[str, ...]:
        return (name, *_longest([chain(other) for other in sorted(once.get(name, ()))]))

    return list(_longest([chain(name) for name in sorted(once)]))


def _longest(chains: list[tuple[str, ...]]) -> tuple[str, ...]:
    return max(chains, key=len, default=())


def figures(checkout: Path) -> list[tuple[str, str]]:
    """Return the figures of a checkout, each with what it says."""
    files = files_of(checkout)
    rooms = between(files, rooms_of(files))
    loose = [one for one in (checkout / "bot").glob("*.py") if one.name != "__init__.py"]
    return [
        ("files", str(len(files))),
        ("files loose in bot/", str(len(loose))),
        ("longest import chain, files", str(len(longest_chain(files)))),
        ("rooms", str(len(rooms))),
        ("arrows between rooms", str(sum(map(len, rooms.values())))),
        ("circles of rooms", _said(circles_of_rooms(files))),
        ("circles of files", _said(circles_of(files))),
    ]


def _said(circles: list[set[str]]) -> str:
    named = "; ".join(" ↔ ".join(sorted(one)[:6]) + (" …" if len(one) > 6 else "") for one in circles)
    return f"{len(circles)} ({named})" if circles else "0"


def drawing(checkout: Path) -> str:
    """Return the rooms and arrows as Mermaid; an arrow that follows from others is left out."""
    files = files_of(checkout)
    rooms = rooms_of(files)
    arrows = between(files, rooms)
    lines = ["```mermaid", "flowchart TD"]
    for package in packages_of(checkout):
        own = sorted(room for room in arrows if room.split(".")[0].split(":")[0] == package)
        if own == [package]:
            lines.append(f'  {package}["{package}/"]')
            continue
        lines.append(f"  subgraph {package}")
        lines += [f'    {_key(room)}["{_label(room, rooms)}"]' for room in own]
        lines.append("  end")
    reached = _reach(arrows)
    for room in sorted(arrows):
        first = {to for to in arrows[room] if not any(to in reached[other] for other in arrows[room] - {to})}
        lines += [f"  {_key(room)} --> {_key(to)}" for to in sorted(first)]
    return "\n".join([*lines, "```"])


def _key(room: str) -> str:
    return room.replace(".", "_").replace(":", "_")


def _label(room: str, rooms: Mapping[str, str]) -> str:
    """Name a folder as one, and loose files one by one, four a line."""
    if ":" not in room:
        return _last(room) + (".py" if list(rooms.values()).count(room) == 1 and room in rooms else "/")
    loose = sorted(f"{_last(name)}.py" for name, own in rooms.items() if own == room)
    return "<br/>".join(" ".join(loose[at : at + 4]) for at in range(0, len(loose), 4))


def _last(name: str) -> str:
    return name.rpartition(".")[2]


def refreshed(page: str, new: str) -> str:
    """Return the page with ``new`` as its drawing."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{new}\n{END}{after}"


def _write() -> int:
    PAGE.write_text(refreshed(PAGE.read_text(encoding="utf-8"), drawing(HERE)), encoding="utf-8")
    return 0


def _check() -> int:
    page = PAGE.read_text(encoding="utf-8")
    if page == refreshed(page, drawing(HERE)):
        return 0
    sys.stdout.write(f"The drawing in docs/architecture.md is not what the imports are now. Refresh it: {REFRESH}\n")
    return 1


def main() -> int:
    """Run as the command line says; return the exit code."""
    about = argparse.ArgumentParser(description="How the code hangs together, measured and drawn from its imports.")
    about.add_argument("--path", type=Path, default=HERE, help="another checkout to measure")
    what = about.add_mutually_exclusive_group()
    for name, tells in (("chain", "show the longest chain"), ("write", "refresh the page"), ("check", "is it fresh?")):
        what.add_argument(f"--{name}", action="store_true", help=tells)
    given = about.parse_args()
    acts: dict[str, Callable[[], int]] = {"write": _write, "check": _check}
    for name, act in acts.items():
        if getattr(given, name):
            return act()
    if given.chain:
        sys.stdout.write("\n".join(longest_chain(files_of(given.path.resolve()))) + "\n")
        return 0
    sys.stdout.write("".join(f"{name:30}{figure}\n" for name, figure in figures(given.path.resolve())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
