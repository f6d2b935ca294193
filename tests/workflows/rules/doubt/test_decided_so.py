"""A return that follows from what was told is never left without a word: it is done, or asked about."""

from tests.rows import each_row
from workflows.rules.planning.candidates import candidates
from workflows.rules.planning.plan import make_plan

STORY = "The standard spools we all use don't let the lid close. Checked with four brands."
BEHIND = (
    "I'd need the label or whatever you do sent to this workspace and not to Hal, who placed the order and is now on a "
    "boat. Unrelated: the calipers from the spring order have been holding up great, some kid dropped them in resin."
)
DECIDED = [
    "So we're going to return the filament dryer, it's clean, in the box, foam and all.",
    "That's why I'm going to return the filament dryer, box and all.",
    "Therefore we are returning the filament dryer, it is clean.",
    "So I'll return the filament dryer, foam and all.",
    "So I will be returning the filament dryer, foam and all.",
    "So we're sending back the filament dryer, it's boxed.",
    "We tried, so I'm going to send back the filament dryer.",
    "Hence I shall return the filament dryer, it's boxed.",
    "So we are both going to return the filament dryer.",
    "So I am going to return our filament dryer, clean as it is.",
]
NOT_OURS = [
    "So we're going to return the filament dryer to our neighbour.",
    "So I'm going to return on Monday.",
    "So we're going to return the call.",
    "So I won't return the filament dryer.",
    "So they are going to return the filament dryer.",
]


@each_row("text", DECIDED)
def test_what_follows_from_the_story_is_done_or_asked_about(text: str) -> None:
    assert [one.task.product_name for one in candidates(f"Sup. {STORY} {text} {BEHIND} Marcus")] == ["filament dryer"]


@each_row("text", NOT_OURS)
def test_what_goes_elsewhere_is_not_done(text: str) -> None:
    assert make_plan(f"Sup. {STORY} {text} {BEHIND} Marcus").tasks == []
