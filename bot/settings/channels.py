"""In which channels the desk answers, who is staff, and what their emoji do."""

import re

from pydantic import Field, ValidationInfo, field_validator

from bot.settings.values import ChannelIds, Group, People, UserGroup

EMOJI = ("FRONTDESK_EMOJI_OPEN", "FRONTDESK_EMOJI_CLAIM", "FRONTDESK_EMOJI_RESOLVE")

# Names under which Slack takes an emoji, and the one by which it speaks of it (https://github.com/iamcal/emoji-data).
SAME_EMOJI = {
    "thumbsup": "+1",
    "thumbsdown": "-1",
    "raised_hand": "hand",
    "punch": "facepunch",
    "envelope": "email",
    "telephone": "phone",
    "heavy_exclamation_mark": "exclamation",
    "collision": "boom",
}

_EMOJI = re.compile(r"[\w+'-]{1,100}")  # also of another script: what a workspace calls its own


class ChannelSettings(Group):
    """Channels, staff and their emoji."""

    support_channels: ChannelIds = Field(
        default=frozenset(),
        alias="FRONTDESK_SUPPORT_CHANNELS",
        description="Channel ids, comma-separated, in which every top-level message is answered.",
    )
    outside_only_channels: ChannelIds = Field(
        default=frozenset(),
        alias="FRONTDESK_OUTSIDE_ONLY_CHANNELS",
        description="Support channels, comma-separated, in which only people of other organisations are customers.",
    )
    private_channels: ChannelIds = Field(
        default=frozenset(),
        alias="FRONTDESK_PRIVATE_CHANNELS",
        description="Channels, comma-separated, in which what tells of a person is answered in a direct message.",
    )
    open_channels: ChannelIds = Field(
        default=frozenset(),
        alias="FRONTDESK_OPEN_CHANNELS",
        description="Channels shared with other organisations, comma-separated, where that is answered in the thread.",
    )
    staff: People = Field(
        default=frozenset(), alias="FRONTDESK_STAFF", description="User ids of support staff, comma-separated."
    )
    staff_group: UserGroup | None = Field(
        default=None, alias="FRONTDESK_STAFF_GROUP", description="Id of a Slack user group whose members are staff too."
    )
    emoji_open: str = Field(
        default="ticket",
        alias="FRONTDESK_EMOJI_OPEN",
        description="Emoji with which staff open a case from a message; set to nothing: none.",
    )
    emoji_claim: str = Field(
        default="eyes",
        validate_default=True,
        alias="FRONTDESK_EMOJI_CLAIM",
        description="Emoji with which staff claim the case of a message; set to nothing: none.",
    )
    emoji_resolve: str = Field(
        default="white_check_mark",
        validate_default=True,
        alias="FRONTDESK_EMOJI_RESOLVE",
        description="Emoji with which staff resolve the case of a message; set to nothing: none.",
    )

    @field_validator("emoji_open", "emoji_claim", "emoji_resolve")
    @classmethod
    def _is_emoji(cls, value: str, info: ValidationInfo) -> str:
        name = value.strip().strip(":").strip().lower()
        if name and not _EMOJI.fullmatch(name):
            msg = "it is no name of an emoji: write it like ticket, as Slack shows it between the colons"
            raise ValueError(msg)
        name = SAME_EMOJI.get(name, name)
        if name and name in {info.data.get(field) for field in ("emoji_open", "emoji_claim")}:
            msg = "it is the emoji of another act: choose another one"
            raise ValueError(msg)
        return name

    @property
    def emoji(self) -> dict[str, str]:
        """What an emoji of staff on a message does (``open``, ``claim``, ``resolve``), by the emoji's name."""
        names = {self.emoji_open: "open", self.emoji_claim: "claim", self.emoji_resolve: "resolve"}
        return {name: act for name, act in names.items() if name}
