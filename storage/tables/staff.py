"""Tables of what belongs to staff and not to a case: what each looks at, and words for all cases."""

import sqlalchemy as sa

from storage.tables.columns import number, table, text

# What a member of staff looks at on Home.
viewers = table(
    "viewers",
    text("user"),
    text("filter"),
    # With several processes: the one that shows it to them, and keeps it fresh.
    text("shown_by", null=True),
    sa.UniqueConstraint("team_id", "user"),
)

# Staff's own words, for every case: nothing of a customer. ``folded`` is the name without case; ``version`` counts
# changes.
saved_replies = table(
    "saved_replies",
    text("name"),
    text("folded"),
    text("text"),
    number("version"),
    sa.UniqueConstraint("team_id", "folded"),
)
