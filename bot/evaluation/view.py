"""The report of ``frontdesk eval`` as lines for people."""

from collections.abc import Iterator

from bot.evaluation.desk_view import desk_lines
from bot.evaluation.report import Report
from bot.formats.printable import one_line

SHOWN = 10  # wrong rows are listed up to here; --json has all


def lines_of(report: Report) -> Iterator[str]:
    """Yield the lines to print; parts without rows are left out."""
    yield f"{report['rows']} rows, engine: {report['engine']}"
    if report["routing"]["rows"]:
        yield from _routing(report["routing"])
    if report["other_labels"]:
        yield from _others(report["other_labels"])
    if report["splitting"]["plans"]:
        yield from _splitting(report["splitting"])
    yield from desk_lines(report)
    if report["routing"]["rows"] or report["other_labels"] or report["splitting"]["plans"]:
        yield ""
        yield from _invented(report)
        yield ""
        yield from _steps(report)


def _routing(found: Report) -> Iterator[str]:
    yield ""
    share = f"{found['correct']}/{found['rows']}"
    yield f"Routing: accuracy {found['accuracy']:.3f} ({share}), macro-F1 {found['macro_f1']:.3f}"
    yield f"  {'route':<20}{'precision':>10}{'recall':>8}{'F1':>8}{'rows':>7}"
    for name, score in found["routes"].items():
        ratios = f"{_share(score['precision']):>10}{_share(score['recall']):>8}{_share(score['f1']):>8}"
        yield f"  {name:<20}{ratios}{score['expected']:>7}"
    yield "  confidence → share of right routes:"
    for band in found["reliability"]:
        span = f"{band['from']:.1f} to {band['to']:.1f}"
        yield f"  {span:<20}{band['share']:>10.3f}{band['rows']:>7}"
    yield "  confusion (label → routed):"
    for name, routed in found["confusion"].items():
        yield f"  {name:<20}→ " + ", ".join(f"{route} {count}" for route, count in routed.items())


def _others(found: dict[str, Report]) -> Iterator[str]:
    yield ""
    yield "Other labels (not counted):"
    for label, part in found.items():
        routed = ", ".join(f"{route} {count}" for route, count in part["routed"].items())
        yield f"  {one_line(label)}: {part['rows']} rows, mean confidence {part['mean_confidence']:.2f} → {routed}"


def _splitting(found: Report) -> Iterator[str]:
    yield ""
    yield f"Splitting: {found['exact']}/{found['plans']} plans exact, {found['exact_or_asked']} exact or asked"
    yield f"  asked {found['asked']}, harmful {found['harmful']}"
    yield f"  {'field':<20}{'precision':>10}{'recall':>8}{'right':>8}{'found':>7}{'expected':>10}"
    for name, score in found["fields"].items():
        ratios = f"{_share(score['precision']):>10}{_share(score['recall']):>8}"
        yield f"  {name:<20}{ratios}{score['right']:>8}{score['found']:>7}{score['expected']:>10}"
    missed = found["not_sent_to_the_orchestrator"]
    if missed:
        yield f"  not recognised as a message with tasks: line {', '.join(map(str, missed))}"
    for wrong in found["inexact"][:SHOWN]:
        yield f"  line {wrong['line']}: {one_line(wrong['text'])}"
        yield f"    expected {_plan(wrong['expected'])}"
        yield f"    found    {_plan(wrong['found'])}"
    more = len(found["inexact"]) - SHOWN
    if more > 0:
        yield f"  and {more} more (--json has all)"


def _plan(tasks: list[Report]) -> str:
    shown = []
    for task in tasks:
        stated = [str(value) for name, value in task.items() if value and name != "query_type"]
        shown.append(f"{task['query_type']}({one_line(', '.join(stated))})")
    return " + ".join(shown) or "(no tasks)"


def _invented(report: Report) -> Iterator[str]:
    yield f"Invented tasks (an id or product that does not stand in the text): {report['invented_tasks']}"
    for one in report["invented"][:SHOWN]:
        yield f"  line {one['line']}: {_plan([one['task']])}"
    opened = report["tasks_on_routing_rows"]
    if opened["tasks"]:
        yield f"Tasks the desk would open for routing rows: {opened['tasks']} in {opened['rows']} messages"


def _steps(report: Report) -> Iterator[str]:
    yield "Time a message:"
    for name, step in report["steps"].items():
        if not step["runs"]:
            continue
        yield f"  {name:<10}p50 {step['p50_ms']:.2f} ms, p99 {step['p99_ms']:.2f} ms, {step['runs']} runs"
        if step["model"]:
            tokens = f"{step['tokens_in']} tokens in, {step['tokens_out']} out"
            yield f"    {one_line(step['model'])}: {tokens}, {step['fell_back_to_rules']} fell back to rules"
        for why, count in step["why"].items():
            yield f"      {count} times: {one_line(why)}"


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
