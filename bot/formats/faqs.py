"""A set of FAQs as files: Markdown, JSON, CSV. Text from documents stays text: no live links, mentions or formulas."""

import csv
import io
import re
from collections.abc import Mapping
from typing import Any

from bot.formats.printable import one_line, to_json, visible
from bot.formats.spreadsheet import defused
from handlers.faq.made import LeftOut, MadeFaq
from storage.faq_records import FaqEntry
from workflows.faq.lines import OURS, shown

EXTRACTIVE = "extractive"  # in data
WORD_FOR_WORD = "word for word"  # to people
OWN_WORDS = "our team, in its own words"
# What Markdown reads as markup anywhere, the inside of links, and what makes a list or heading at a line's start.
_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~!@&])|(?<=[a-z])(:)(?=//)|(?<=www)(\.)|^([-+=]|\d+[.)](?=\s|$))", re.IGNORECASE)


_STEP = re.compile(r"\d{1,3}[.)] ")
_ESCAPED = re.compile(r"\\(.)")  # every backslash of a document is escaped itself


def as_markdown(made: MadeFaq, *, every_section: bool = True) -> str:
    """Return the set for people: question, answer, quotes with where they stand, sources, and the honest number.

    ``every_section``: those without an entry are all named.
    """
    texts = {document.title: document.text for document in made.documents}
    entries = (_entry(entry, texts) for entry in wanted(made))
    parts = [f"# FAQ: {_plain(made.faq.title)}", *entries, "---", *_report(made, every_section=every_section)]
    return "\n\n".join(parts) + "\n"


def wanted(made: MadeFaq) -> list[FaqEntry]:
    """Return the entries that files hold: those that staff rejected are left out."""
    return [entry for entry in made.entries if entry.state != "rejected"]


def as_text(made: MadeFaq) -> str:
    """Return the set as ``as_markdown`` does, for a terminal: there is no markup to guard against.

    Sections without an entry are told in short: FAQ.md and FAQ.json name them all.
    """
    return _ESCAPED.sub(r"\1", as_markdown(made, every_section=False))


def _entry(entry: FaqEntry, texts: Mapping[str, str]) -> str:
    """Return an entry; one whose answer is its quotes, word for word, holds these words once."""
    where = [f"{_plain(quote['title'])}{_lines_of(quote, texts)}" for quote in entry.quotes]
    head = f"## {entry.position}. {_plain(entry.question)}"
    if entry.engine == "staff":
        return "\n\n".join([head, _lines(entry.answer), f"Source: {OWN_WORDS}"])
    quoted = [_plain(quote["text"]) for quote in entry.quotes]
    if " ".join(quoted) == _plain(entry.answer):
        return "\n\n".join([head, _lines(entry.answer), f"Source: {'; '.join(where)} ({WORD_FOR_WORD})"])
    quotes = "\n>\n".join(f"> “{text}”\n> ({place})" for text, place in zip(quoted, where, strict=True))
    label = f" ({WORD_FOR_WORD})" if entry.engine == "rules" else ""
    sources = ", ".join(map(_plain, entry.sources))
    return "\n\n".join([head, _lines(entry.answer), quotes, f"Source: {sources}{label}"])


def _lines_of(quote: Mapping[str, Any], texts: Mapping[str, str]) -> str:
    """Return under which headings of its document a quote stands, else in which lines; "" if the document is erased."""
    if section := quote.get("section"):
        return f" \u203a {_plain(section)}"
    text = texts.get(quote["title"])
    if text is None:
        return ""
    first, last = (text.count("\n", 0, at) + 1 for at in (quote["start"], quote["end"]))
    return f", line {first}" if first == last else f", lines {first} to {last}"


def _report(made: MadeFaq, *, every_section: bool) -> list[str]:
    lines = [_plain(sentence) for sentence in made.report.sentences()]
    if made.report.dropped:
        lines.append("Dropped:")
        lines.append("\n".join(f"- {_plain(one.question)} ({_plain(one.reason)})" for one in made.report.dropped))
    if made.report.left_out and every_section:
        lines.append("Sections without an entry:")
        lines.append("\n".join(map(_left_out, made.report.left_out)))
    return lines


def _left_out(one: LeftOut) -> str:
    where = one.document if one.document == one.section else f"{one.document} \u203a {one.section}"
    return f"- {_plain(where)} ({_plain(one.reason)})"


def as_json(made: MadeFaq) -> str:
    """Return everything there is to know about the set."""
    data: dict[str, Any] = {
        "number": made.faq.number,
        "title": made.faq.title,
        **made.report.model_dump(mode="json"),
        "faqs": [
            {
                "question": entry.question,
                "answer": entry.answer,
                "sources": entry.sources,
                "quotes": entry.quotes,
                "extractive": entry.engine == "rules",
                "staffs_words": entry.engine == "staff",
                "state": entry.state,
                "published": entry.published,
            }
            for entry in wanted(made)
        ],
    }
    return to_json(data) + "\n"


def as_csv(made: MadeFaq) -> str:
    """Return one row an entry; a cell that a spreadsheet would take for a formula starts with an apostrophe.

    It may be written to a terminal: control characters of documents are made visible.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["number", "question", "answer", "sources", "quotes", "kind"])
    for entry in wanted(made):
        quotes = "\n".join(one_line(quote["text"]) for quote in entry.quotes)
        kind = EXTRACTIVE if entry.engine == "rules" else entry.engine
        cells = [entry.question, entry.answer, "; ".join(entry.sources), quotes, kind]
        writer.writerow([entry.position, *(defused(visible(cell)) for cell in cells)])
    return out.getvalue()


def _lines(answer: str) -> str:
    """Return an answer in the lines of its document: items and rows as a list, steps with their numbers."""
    found, listed = "", False
    for line in shown(answer):
        step = _STEP.match(line)
        if line.startswith(OURS):
            own, mark = f"- {_plain(line.removeprefix(OURS))}", True
        elif step:
            own, mark = f"{step.group()}{_plain(line[step.end() :])}", True
        else:
            own, mark = _plain(line), False
        between = "" if not found else "\n" if mark and listed else "\n\n"
        found, listed = f"{found}{between}{own}", mark
    return found


def _plain(text: str) -> str:
    """Return text on one line that Markdown shows as it is: no markup, no HTML, no link, no mention."""
    return _MARKS.sub(_escaped, one_line(text).strip())


def _escaped(found: re.Match[str]) -> str:
    mark = found.group()
    return f"{mark[:-1]}\\{mark[-1]}" if found[4] and mark[0].isdigit() else f"\\{mark}"
