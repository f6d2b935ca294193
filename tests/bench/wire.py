"""What all parties of the benchmark agree on: ids, tokens, the message, and how a process announces itself."""

import json
import sys
from typing import Any

Json = dict[str, Any]

TEAM, BOT_USER, BOT_ID = "T0BENCH01", "U0BENCHBOT", "B0BENCHBOT"
BOT_TOKEN, SIGNING_SECRET = "xoxb-bench", "bench-signing-secret"
CHANNELS = tuple(f"C0BENCH{number:02d}" for number in range(50))

SAMPLE = (
    "I have a question about invoice #INV-7890, it is higher than I expected. Also I want to return the "
    "'SuperWidget 5000', it is not compatible with my system. And where is my order #A-12345?"
)
PARTS = 3
# What a desk is written: one request mostly, each answered.
MIXED = (
    "Where is my order A-12345?",
    "My invoice INV-7890 is higher than I expected, can you look into it?",
    "I want to return the SuperWidget 5000, it is not compatible with my system.",
    "The app crashes each time I open the settings, on Android 14.",
    "Which payment methods do you take?",
    SAMPLE,
    "Please check order #B-20417 for me, and I would like to return the desk lamp, it flickers.",
    "I was charged twice for the same month, what happened there?",
)
MODEL_ROUNDS = 4  # classify, plan, what the parts need (at the same time), synthesize


def is_reply(metadata: Json) -> bool:
    """Say whether metadata marks a reply: of this build (bot/slack/outbox.py) or an older one."""
    key = str((metadata.get("event_payload") or {}).get("key"))
    return metadata.get("event_type") == "frontdesk_reply" or key.startswith("reply:")


def say(answer: Json) -> None:
    """Write one line of JSON for the process that started this one."""
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()
