"""The workspace a newcomer finds: people, channels, and messages to try with one click."""

from bot.trial.workspace.workspace import BOT_USER, Channel, Json, User, Workspace

ANA, BEN, CHLOE = "U0ANA0001", "U0BEN0001", "U0CHLOE01"
SAM, RUTH = "U0STAFF01", "U0STAFF02"
DANA, PARTNER = "U0DANA001", "T0PARTNER"  # of another organisation, which shares a channel with ours (Slack Connect)
SUPPORT, GENERAL, RANDOM, DESK_STAFF = "C0SUPPORT", "C0GENERAL", "C0RANDOM1", "C0STAFF01"
PARTNERS, GROUP = "C0PARTNER", "C0GROUP01"
STAFF = (SAM, RUTH)
TEAM_NAME = "Trial workspace"

_TOPICS = {
    SUPPORT: ("support", "Every message here is for Frontdesk: it answers in the thread."),
    GENERAL: ("general", "Frontdesk answers here when you mention it: @Frontdesk …"),
    RANDOM: ("random", "Small talk."),
}

SAMPLES: tuple[Json, ...] = (
    {
        "title": "Three requests in one message",
        "text": "I have a question about invoice #INV-7890, it is higher than I expected. Also I want to return the "
        "'SuperWidget 5000', it is not compatible with my system. And where is my order #A-12345?",
        "channel": SUPPORT,
    },
    {"title": "Billing", "text": "I was charged twice this month. Can you look into it?", "channel": SUPPORT},
    {"title": "Technical", "text": "The app crashes every time I open the settings.", "channel": SUPPORT},
    {"title": "A general question", "text": "What can you help me with?", "channel": "dm"},
    {
        "title": "One request in several lines",
        "text": "Hi / I have a question about my order / it is A-12345 / has it been shipped?",
        "lines": ["Hi", "I have a question about my order", "it is A-12345", "has it been shipped?"],
        "channel": SUPPORT,
    },
    {"title": "Something is missing", "text": "I want to return something I bought last week.", "channel": SUPPORT},
    {
        "title": "A forwarded message",
        "text": "Where is this one?",
        "kind": "forward",
        "passes_on": "My order A-12345 has not arrived yet.",
        "channel": SUPPORT,
    },
    {
        "title": "A snippet",
        "text": "This is what the shop wrote to me. What is wrong with the invoice?",
        "kind": "snippet",
        "passes_on": "Dear customer,\nyour invoice INV-7890 is due. The amount is 249.00.\nYour shop",
        "channel": SUPPORT,
    },
    {
        "title": "A screenshot",
        "text": "Where is my order A-12345? I see this.",
        "kind": "picture",
        "channel": SUPPORT,
    },
    {
        "title": "Another organisation",
        "text": "Where is our order A-12345?",
        "as": DANA,
        "where": "#partners",
        "channel": PARTNERS,
    },
    {
        "title": "Slow work: press Stop",
        "text": "Invoice INV-7890 is too high. And where is my order SLOW-12345?",
        "channel": "dm",
    },
    {"title": "In a group message", "text": "@Frontdesk where is my order A-12345?", "channel": GROUP},
)


def seed(workspace: Workspace) -> None:
    """Put the trial's people and channels in place of what is there."""
    people = _people()
    workspace.users = {user.id: user for user in people}
    ours = {user.id for user in people if user.team != PARTNER}
    channels = [Channel(number, name, set(ours), topic=topic) for number, (name, topic) in _TOPICS.items()]
    topic = "Cases that wait for a person come here. Customers are not in this channel."
    channels.append(Channel(DESK_STAFF, "staff", {*STAFF, BOT_USER}, is_private=True, topic=topic))
    channels += [Channel(f"D{user.id[1:]}", "", {user.id, BOT_USER}) for user in people if not user.is_bot]
    topic = "Shared with Partner Ltd: what tells of a person is answered to them alone."
    channels.append(Channel(PARTNERS, "partners", {ANA, DANA, *STAFF, BOT_USER}, topic=topic))
    channels.append(Channel(GROUP, "Ana, Ben and Frontdesk", {ANA, BEN, BOT_USER}, is_group=True))
    workspace.channels = {channel.id: channel for channel in channels}
    workspace.usergroups = {"S0STAFF01": list(STAFF)}


def _people() -> list[User]:
    return [
        User(BOT_USER, "Frontdesk", is_bot=True, real_name="Frontdesk", color="#3d5a98"),
        User(ANA, "Ana", email="ana@example.com", real_name="Ana Souza", color="#b3442c"),
        User(BEN, "Ben", email="ben@example.com", real_name="Ben Okafor", color="#2f7d4f"),
        User(CHLOE, "Chloe", email="chloe@example.com", real_name="Chloe Martin", color="#8a4fa3"),
        User(
            DANA,
            "Dana",
            email="dana@partner.example",
            real_name="Dana Lee",
            color="#7a5c00",
            team=PARTNER,
        ),
        User(SAM, "Sam", email="sam@example.com", real_name="Sam Fischer", color="#1f6f8b"),
        User(RUTH, "Ruth", email="ruth@example.com", real_name="Ruth Nakamura", color="#9a6b00"),
    ]
