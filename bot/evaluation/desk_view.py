"""What the desk made of dialogues, acts, dangers and long messages as lines for people."""

from collections.abc import Iterator

from bot.evaluation.desk_report import Report
from bot.formats.printable import one_line

SHOWN = 10  # wrong rows are listed up to here, if they are asked for; --json has all


def desk_lines(report: Report) -> Iterator[str]:
    """Yield the lines to print; parts without rows are left out."""
    for name, lines in (("dialogues", _dialogues), ("acts", _acts), ("dangers", _dangers), ("long", _long)):
        if report[name]["rows"]:
            yield ""
            yield from lines(report[name])
            yield from _wrong(report[name].get("wrong", []))


def _dialogues(found: Report) -> Iterator[str]:
    messages = f"{found['messages_right']}/{found['messages']} messages"
    yield f"Dialogues: {found['right']}/{found['rows']} right ({_share(found['share'])}), {messages}"
    yield f"  {_gate(found)}"
    yield f"  {'kind':<24}{'right':>7}{'rows':>7}{'harmful':>9}"
    for kind, score in found["kinds"].items():
        yield f"  {one_line(kind):<24}{score['right']:>7}{score['rows']:>7}{score['harmful']:>9}"
    yield f"  {'check':<24}{'held':>7}{'made':>7}"
    for name, score in found["checks"].items():
        yield f"  {name:<24}{score['held']:>7}{score['made']:>7}"


def _acts(found: Report) -> Iterator[str]:
    yield f"Acts: {found['exact']}/{found['rows']} exact, {found['exact_or_asked']} exact or asked"
    yield f"  {_gate(found)}"
    yield f"  {found['nothing']['right']}/{found['nothing']['rows']} left alone where nothing is to be done"
    yield f"  {'wanted':<10}{'to do':>8}{'done':>8}{'share':>8}{'to ask':>8}{'asked':>8}{'done or rightly asked':>24}"
    for kind, score in found["wanted"].items():
        counts = f"{score['to_do']:>8}{score['done']:>8}{_share(score['done_share']):>8}"
        asked = f"{score['to_ask']:>8}{score['rightly_asked']:>8}{_share(score['done_or_rightly_asked_share']):>24}"
        yield f"  {kind:<10}{counts}{asked}"


def _gate(found: Report) -> str:
    questions = f"{found['asked']} questions ({found['questions_per_100_messages']:.1f} per 100 messages)"
    issued = f" ({found['issued_unwanted']} an RMA or investigation)" if found.get("issued_unwanted") else ""
    return f"{questions}, harmful {found['harmful']}{issued}, done that was to be asked {found['done_unasked']}"


def _dangers(found: Report) -> Iterator[str]:
    yield f"Dangers: {found['found']}/{found['dangers']} found, recall {_share(found['recall'])}"
    yield f"  false alarms {found['false_alarms']}/{found['ordinary']} ({_share(found['false_alarm_share'])})"


def _long(found: Report) -> Iterator[str]:
    met = f"{found['met']}/{found['requests']} requests met"
    yield f"Long messages: {met}, {found['junk_parts']} junk parts in {found['rows_with_junk']} of {found['rows']}"


def _wrong(rows: list[Report]) -> Iterator[str]:
    for row in rows[:SHOWN]:
        yield f"  line {row['line']}:"
        for name, value in row.items():
            if name == "turns":
                yield from (line for one in value for line in _turn(one))
            elif name != "line":
                yield f"    {name}: {one_line(str(value))}"
    if len(rows) > SHOWN:
        yield f"  and {len(rows) - SHOWN} more (--json has all)"


def _turn(one: Report) -> Iterator[str]:
    yield f"    > {one_line(one['say'])}"
    yield f"      {one_line(one['reply'])}"
    if one["broken"]:
        yield f"      broken: {one_line(', '.join(one['broken']))}"


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
