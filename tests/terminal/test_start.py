"""What every call promises before its command begins: it imports what it needs, and its list of commands is true."""

import gc
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache

import pytest

from bot.terminal import cli
from bot.terminal.commands.cases.group import CASE_COMMANDS
from bot.terminal.commands.faqs.group import FAQ_COMMANDS
from bot.terminal.lazy_command import LazyCommand
from tests.terminal.command_line import frontdesk

LIBRARIES = {
    *(
        "aiohttp",
        "aiosqlite",
        "alembic",
        "click",  # typer has its own copy
        "cryptography",
        "dbos",
        "filelock",
        "httpx2",
        "linkify_it",
        "openai",
        "psycopg",
    ),
    *(
        "mammoth",
        "marko",
        "protego",
        "publicsuffixlist",
        "pypdf",
        "selectolax",
        "rich",
        "slack_bolt",
        "slack_sdk",
        "sqlalchemy",
        "structlog",
    ),
}
PYDANTIC = {"pydantic", "pydantic_settings"}
OURS = {"handlers", "workflows", "bot.wiring", "bot.slack.app", "bot.trial"}


def imported_by(*arguments: str) -> set[str]:
    """Return the names of all modules that ``frontdesk ARGUMENTS`` imports, and of the packages they are in."""
    ended = subprocess.run(  # noqa: S603 - our own interpreter and code
        [sys.executable, "-X", "importtime", "-m", "bot", *arguments], check=True, capture_output=True, text=True
    )
    lines = [line for line in ended.stderr.splitlines() if line.startswith("import time:")]
    names = {line.rpartition("|")[2].strip() for line in lines}
    assert "typer" in names
    return names | {name.partition(".")[0] for name in names}


@cache
def imported_by_a_first_question() -> set[str]:
    """Return what is imported by a question in a folder without a database."""
    return imported_by("ask", "Where is my order A-12345?")


@pytest.mark.parametrize("arguments", ["--version", "--help"])
def test_version_and_help_import_the_command_line_and_nothing_else(arguments: str) -> None:
    assert imported_by(arguments) & (LIBRARIES | OURS | PYDANTIC) == set()


@pytest.mark.parametrize("arguments", ["manifest", "manifest --help", "cases --help"])
def test_what_neither_talks_nor_stores_imports_no_slack_no_model_and_no_database(arguments: str) -> None:
    assert imported_by(*arguments.split()) & (LIBRARIES | OURS) == set()


@pytest.mark.parametrize("command", [*cli.COMMANDS, *CASE_COMMANDS, *FAQ_COMMANDS], ids=lambda command: command.name)
def test_the_list_says_of_a_command_what_its_own_help_says(command: LazyCommand) -> None:
    assert command.get_short_help_str(500) == command.load().get_short_help_str(500)


def test_help_begins_with_the_trial_and_lists_every_command_once_with_its_whole_summary() -> None:
    shown = frontdesk("--help").out
    listed = shown.partition("Start here:\n")[2]

    assert listed.split()[0] == "demo"
    assert [name for _, names in cli.SECTIONS for name in names] == re.findall(r"^  ([a-z-]+)  ", listed, re.MULTILINE)
    assert sorted(name for _, names in cli.SECTIONS for name in names) == sorted(cli.make_cli().commands)
    assert "..." not in listed + frontdesk("cases", "--help").out.partition("Commands:")[2]
    assert max(map(len, shown.splitlines())) <= 80


def test_a_misspelt_command_is_answered_with_the_right_one() -> None:
    assert "Did you mean 'stats'?" in frontdesk("stat").err
    assert "Did you mean 'resolve'?" in frontdesk("cases", "resolv").err


@pytest.fixture
def _garbage_is_left() -> Iterator[None]:
    gc.disable()
    yield
    gc.unfreeze()
    gc.enable()


@pytest.mark.usefixtures("_garbage_is_left")
def test_garbage_is_collected_from_the_moment_a_command_begins() -> None:
    next(command for command in cli.COMMANDS if command.name == "trace").load()

    assert gc.isenabled()
    assert gc.get_freeze_count() > 0


@pytest.mark.usefixtures("_garbage_is_left")
def test_an_answer_in_the_terminal_ends_before_garbage_is_looked_for() -> None:
    next(command for command in cli.COMMANDS if command.name == "ask").load()

    assert not gc.isenabled()


def test_an_answer_to_several_requests_imports_no_table_of_emoji() -> None:
    asked = imported_by("ask", "Where is my order A-12345? And I want to return the kettle, it is broken.")

    assert "rich.console" in asked
    assert "rich._emoji_codes" not in asked


def test_an_answer_in_the_terminal_imports_neither_slack_nor_the_engine_nor_a_model_s_client() -> None:
    asked = imported_by_a_first_question()

    assert asked & {"slack_bolt", "slack_sdk", "aiohttp", "dbos", "openai", "httpx2", "pypdf", "bot.wiring"} == set()


def test_a_question_where_nothing_is_published_imports_nothing_that_matches_or_reads_documents() -> None:
    published = {f"workflows.faq.{name}" for name in ("answer", "documents", "lines", "match", "offers", "proof")}

    assert imported_by_a_first_question() & published == set()


def test_an_answer_in_the_terminal_imports_nothing_that_draws_tracebacks_or_shows_values() -> None:
    drawing = {"rich.syntax", "rich.traceback", "rich.pretty", "attr"}

    assert imported_by_a_first_question() & drawing <= {"rich.traceback", "rich.pretty"}  # tried, and hidden


def test_an_answer_in_the_terminal_imports_neither_sets_of_faqs_nor_figures_of_cases() -> None:
    assert imported_by_a_first_question() & {"storage.faq_records", "storage.faqs", "storage.statistics"} == set()


def test_at_the_end_of_a_command_nothing_is_left_to_be_looked_through_for_garbage() -> None:
    count = "import atexit, gc, sys, bot.__main__ as main; atexit.register(lambda: print(len(gc.get_objects())))"
    program = f"{count}; sys.argv = ['frontdesk', '--version']; main.main()"
    ended = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)  # noqa: S603 - ours

    assert int(ended.stdout.split()[-1]) < 100


READERS = {"defusedxml", "mammoth", "marko", "protego", "pypdf", "selectolax"}


def test_a_desk_that_serves_has_loaded_no_reader_of_documents() -> None:
    code = "import sys, bot.wiring, bot.terminal.commands.serve; print(*sys.modules)"

    ended = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)  # noqa: S603 - ours

    assert "bot.slack.faqs.form" in ended.stdout.split()
    assert READERS.isdisjoint(ended.stdout.split())


def test_acts_on_cases_import_no_slack() -> None:
    assert imported_by("cases", "resolve", "--help") & {"slack_bolt", "slack_sdk", "aiohttp"} == set()


def test_what_migrates_is_imported_by_the_first_call_only_and_what_speaks_to_postgresql_not_at_all() -> None:
    first = imported_by("migrate")
    later = imported_by("ask", "Where is my order A-12345?") | imported_by("cases", "list")

    assert "alembic" in first
    assert later & {"alembic", "psycopg", "sqlalchemy.orm", "sqlalchemy.ext.asyncio"} == set()


@pytest.mark.parametrize(
    ("command", "named"),
    [
        ("ask", "{TEXT}"),
        ("trace", "{NUMBER}"),
        ("faq-publish", "{NUMBER}"),
        ("cases show", "{NUMBER}"),
        ("cases assign", "{NUMBER} {USER}"),
        ("cases resolve", "{NUMBER}"),
    ],
)
def test_what_a_command_needs_stands_in_its_usage_as_in_the_readme(command: str, named: str) -> None:
    assert frontdesk(*command.split(), "--help").out.splitlines()[0].endswith(f"[OPTIONS] {named}")
