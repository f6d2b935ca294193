"""What ``/metrics`` of several processes and their database say about the same things, and where they differ."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.bench.postgres import ask
from tests.telemetry.page import Page

Figures = Mapping[str, float]

# What is counted as it happens, by each process for itself: the sum of all stands in rows.
COUNTED = {
    "messages kept": "SELECT count(*) FROM messages",
    "turns answered": "SELECT count(*) FROM turns WHERE state = 'answered'",
    "replies sent": "SELECT count(*) FROM posts WHERE kind = 'reply' AND state = 'sent'",
    "other posts sent": "SELECT count(*) FROM posts WHERE kind <> 'reply' AND state = 'sent'",
    "steps by model": "SELECT count(*) FROM step_runs WHERE engine = 'model'",
}
# What is as it is now: each process shows the same, read from the database.
SHOWN_BY_EACH = {
    "answers owed": ("frontdesk_owed", {"kind": "answer"}, "SELECT count(*) FROM turns WHERE state = 'owed'"),
    "posts owed": (
        "frontdesk_owed",
        {"kind": "post"},
        "SELECT count(*) FROM posts WHERE kind <> 'reply' AND state IN ('planned', 'sending')",
    ),
    "suspects": ("frontdesk_suspects", {}, "SELECT count(*) FROM crashed_jobs WHERE crashes >= 2"),
}


@dataclass(frozen=True)
class Shown:
    """What stands in the database at a quiet moment, and what the processes have counted."""

    database: Figures
    counted: Figures

    def __sub__(self, before: "Shown") -> "Shown":
        """Return what has been added since; what is as it is now stays as it is."""
        database = {what: n - (before.database[what] if what in COUNTED else 0) for what, n in self.database.items()}
        return Shown(database, {what: n - before.counted[what] for what, n in self.counted.items()})


async def stored(url: str) -> Figures:
    """Ask the database at ``url`` for all of it."""
    queries = COUNTED | {what: query for what, (_, _, query) in SHOWN_BY_EACH.items()}
    return {what: float((await ask(url, query))[0][0]) for what, query in queries.items()}


def of_pages(pages: Sequence[Page]) -> Figures:
    """Return the sums of what the processes have counted."""
    sums: Counter[str] = Counter()
    for page in pages:
        sent = page.total("frontdesk_posts_total", result="sent")
        replies = page.total("frontdesk_posts_total", result="sent", kind="reply")
        sums["messages kept"] += int(page.total("frontdesk_messages_kept_total"))
        sums["turns answered"] += int(page.total("frontdesk_turns_total", outcome="answered"))
        sums["replies sent"] += int(replies)
        sums["other posts sent"] += int(sent - replies)
        sums["steps by model"] += int(page.total("frontdesk_steps_total", by="model"))
    return dict(sums)


def is_quiet(database: Figures, pages: Sequence[Page]) -> bool:
    """Say whether nothing is owed, and each page shows it: they read the database each five seconds at most.

    Of pages that were read after the database: what is done is counted a moment later, within its lane.
    """
    owed = [page.total("frontdesk_owed", kind=kind) for page in pages for kind in ("answer", "post")]
    under_way = [page.total("frontdesk_lanes_under_way") for page in pages]
    return not (database["answers owed"] or database["posts owed"] or any(owed) or any(under_way))


def disagreements(added: Shown, pages: Sequence[Page]) -> tuple[str, ...]:
    """Say where they differ, in words."""
    differ = [
        f"{what}: {added.counted[what]:.0f} counted, {added.database[what]:.0f} in the database"
        for what in COUNTED
        if added.counted[what] != added.database[what]
    ]
    for what, (name, labels, _) in SHOWN_BY_EACH.items():
        shown = [round(page.total(name, **labels)) for page in pages]
        if any(one != added.database[what] for one in shown):
            differ.append(f"{what}: {shown} shown, {added.database[what]:.0f} in the database")
    return tuple(differ)
