"""What the first message would wait for: patterns to compile, weights and lists of words to read. Half a second."""

from workflows.masking.mask import mask
from workflows.rules import route
from workflows.rules.corrections.corrections import as_meant
from workflows.rules.escalation.danger import find_danger
from workflows.rules.frame.smalltalk import is_bitter, is_small_talk
from workflows.rules.planning.plan import make_plan

SAMPLES = (
    "Hello! Where is my order A-12345? It should have been here on Monday, and invoice INV-7890 looks too high.",
    "I want to return the lamp because it flickers, no wait, the desk lamp. The kettle is fine, keep it.",
    "My screen stays black since the update. How do I reset it, and can I get a refund if it doesn't work?",
)


def read_samples() -> None:
    """Read a few messages as every message is read, and forget what they say. Takes half a second: not on the loop."""
    for text in SAMPLES:
        said = as_meant(mask(text)).text
        find_danger(said)
        is_small_talk(said)
        is_bitter(said)
        make_plan(said, route_of=lambda part: route.classify(part).route)
