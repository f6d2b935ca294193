"""What ``frontdesk faq`` promises of folders and web pages, and ``frontdesk faq-sync`` of reading them again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.web import FakeInternet, page, proxied_internet
from tests.terminal.command_line import frontdesk

SITE = "http://help.example.com"
RETURNS = "Unopened items can be sent back within 30 days of the day of delivery."
QUESTION = "How long can I send items back?"


@pytest.fixture
def internet(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeInternet]:
    """A made-up internet behind the proxy of the environment."""
    with proxied_internet(monkeypatch) as running:
        yield running


def put(internet: FakeInternet, path: str, title: str, text: str, heading: str = QUESTION) -> str:
    """Let a help page stand there; return its address."""
    internet.pages[SITE + path] = page(title, text, heading=heading)
    return SITE + path


def test_a_page_becomes_faqs_that_answer_and_are_withdrawn_when_it_says_so_no_more(internet: FakeInternet) -> None:
    address = put(internet, "/returns", "Returns", RETURNS)

    made = frontdesk("faq", address)
    frontdesk("faq-publish", "1")
    first = frontdesk("ask", QUESTION)
    put(internet, "/returns", "Returns", "Whoever wants to give something back calls us on the phone.", "Phone")
    synced = frontdesk("faq-sync", "1")
    second = frontdesk("ask", QUESTION)

    assert made.code == 0
    assert RETURNS in made.out
    assert RETURNS in first.out
    assert (synced.code, "Set 1 (Returns): 1 of 1 sources read." in synced.out) == (0, True)
    assert f"they are withdrawn: 1. {QUESTION}" in synced.out
    assert RETURNS not in second.out


def test_a_changed_page_waits_with_what_it_said_before(internet: FakeInternet) -> None:
    address = put(internet, "/returns", "Returns", RETURNS)
    frontdesk("faq", address)
    frontdesk("faq-publish", "1")
    put(internet, "/returns", "Returns", RETURNS.replace("30", "14"))

    synced = frontdesk("faq-sync", "--json")
    shown = frontdesk("faq", "show", "1", "--waiting")
    asked = frontdesk("ask", QUESTION)
    approved = frontdesk("faq", "approve", "1", "1")
    again = frontdesk("ask", QUESTION)

    assert synced.json["sets"][0]["sources"][0]["changed"] == [[1, QUESTION]]
    assert "within 14 days" in shown.out
    assert f"before   {RETURNS}" in shown.out
    assert "waits for a decision: its source has changed" in shown.out
    assert "within 30 days" not in asked.out
    assert approved.code == 0
    assert "within 14 days" in again.out


def test_a_page_that_is_gone_withdraws_nothing_and_ends_with_1(internet: FakeInternet) -> None:
    address = put(internet, "/returns", "Returns", RETURNS)
    frontdesk("faq", address)
    frontdesk("faq-publish", "1")
    del internet.pages[address]

    synced = frontdesk("faq-sync")
    asked = frontdesk("ask", QUESTION)

    assert synced.code == 1
    assert "cannot be read" in synced.out
    assert "the server says 404" in synced.out
    assert RETURNS in asked.out


def test_a_sitemap_becomes_a_set_of_its_pages(internet: FakeInternet) -> None:
    pages = [put(internet, f"/{name}", name.title(), f"{RETURNS} {name.title()} is it.") for name in ("shoes", "bags")]
    listed = "".join(f"<url><loc>{one}</loc></url>" for one in pages)
    internet.pages[f"{SITE}/sitemap.xml"] = f"<urlset>{listed}</urlset>"

    made = frontdesk("faq", f"{SITE}/sitemap.xml", "--format", "json")

    assert {one["title"] for one in made.json["coverage"]} == {"Shoes", "Bags"}


def test_a_folder_becomes_a_set_and_is_read_again() -> None:
    folder = Path("help")
    folder.mkdir()
    (folder / "returns.md").write_text(f"# Returns\n\n## {QUESTION}\n\n{RETURNS}\n")
    (folder / "lamps.md").write_text("# Lamps\n\n## How long do lamps last?\n\nA lamp lasts two years in daily use.\n")

    made = frontdesk("faq", "help")
    (folder / "lamps.md").write_text("# Lamps\n\nWe sell no lamps any more, as nobody wanted to buy one of them.\n")
    synced = frontdesk("faq-sync")

    assert RETURNS in made.out
    assert "2 of 2 sources read" in synced.out
    assert "“Lamps” says no more what these answered, they are withdrawn: 1. How long do lamps last?." in synced.out


def test_what_is_not_public_is_refused_before_anybody_is_asked(internet: FakeInternet) -> None:
    ended = frontdesk("faq", "http://127.0.0.1:9/secret")

    assert ended.code == 1
    assert "127.0.0.1 is no host of the public internet" in ended.err
    assert internet.asked == []


def test_a_page_that_is_not_there_is_said_and_ends_with_1(internet: FakeInternet) -> None:
    ended = frontdesk("faq", f"{SITE}/nowhere")

    assert ended.code == 1
    assert f"{SITE}/nowhere is not there: the server says 404" in ended.err
    assert internet.asked[-1] == f"{SITE}/nowhere"


def test_a_title_names_one_document(internet: FakeInternet) -> None:
    address = put(internet, "/returns", "Returns", RETURNS)
    Path("help").mkdir()
    Path("help/a.md").write_text("# A\n\nOne text of some words.")
    Path("help/b.md").write_text("# B\n\nAnother text of some words.")

    titled = frontdesk("faq", address, "--title", "Sending back", "--format", "json")
    several = frontdesk("faq", "help", "--title", "Help")

    assert [one["title"] for one in titled.json["coverage"]] == ["Sending back"]
    assert several.code == 2
    assert "give it without --title" in several.err


def test_without_sources_there_is_nothing_to_read() -> None:
    ended = frontdesk("faq-sync")
    wrong = frontdesk("faq-sync", "7")

    assert (ended.code, ended.out) == (0, "No set of FAQs has sources that can be read again.\n")
    assert (wrong.code, "there is no set 7 with sources" in wrong.err) == (1, True)
