"""What groups of settings are made of, and what is refused of each kind of value."""

import re
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, SecretStr
from pydantic_settings import NoDecode

DAY_S = 24 * 3600  # no time that is set is longer: what is larger is a slip, or overflows where it is used
_KEY = re.compile(r"[!-~]+")
_CHANNEL = re.compile(r"[CG][A-Z0-9]{2,31}")
_PERSON = re.compile(r"[UW][A-Z0-9]{2,31}")
_GROUP = re.compile(r"S[A-Z0-9]{2,31}")


def is_http_url(url: str) -> bool:
    """Say whether ``url`` is an absolute address of HTTP with a host, printable and without blanks."""
    try:
        parts = urlsplit(url)
        return (
            parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0 and bool(_KEY.fullmatch(url))
        )
    except ValueError:
        return False


def _split(value: object) -> object:
    if isinstance(value, str):
        return frozenset(item.strip() for item in value.split(",") if item.strip())
    return value


def _are_channels(ids: frozenset[str]) -> frozenset[str]:
    """What is no id is nobody's and nowhere: without a word, nothing would be heard there."""
    if wrong := [one for one in ids if not _CHANNEL.fullmatch(one)]:
        which = "it is no id of a channel" if len(ids) == 1 else f"{len(wrong)} of {len(ids)} are no ids of channels"
        msg = f"{which}: an id is like C0123ABCD, no name; Slack shows it at the bottom of the channel's details"
        raise ValueError(msg)
    return ids


def _is_channel(value: str) -> str:
    return next(iter(_are_channels(frozenset({value.strip()}))))


def _are_people(ids: frozenset[str]) -> frozenset[str]:
    if wrong := [one for one in ids if not _PERSON.fullmatch(one)]:
        which = "it is no id of a person" if len(ids) == 1 else f"{len(wrong)} of {len(ids)} are no ids of people"
        msg = f"{which}: an id is like U0123ABCD, no name; in Slack: the person's profile → ⋮ → Copy member ID"
        raise ValueError(msg)
    return ids


def _is_group(value: str) -> str:
    if not _GROUP.fullmatch(value.strip()):
        msg = "it is no id of a user group: an id is like S0123ABCD, no name; in Slack: People → User groups → ⋮"
        raise ValueError(msg)
    return value.strip()


def _can_be_sent(value: SecretStr) -> SecretStr:
    """Keys travel in HTTP headers: one with a character no key has would fail at each message, not at the start."""
    if not _KEY.fullmatch(value.get_secret_value()):
        msg = "it holds a blank, a curly quote or another character that no key has; copy it again, without quotes"
        raise ValueError(msg)
    return value


def _is_address(value: str) -> str:
    if not is_http_url(value):
        msg = "it is no address: it begins with http:// or https:// and names a host"
        raise ValueError(msg)
    return value


ChannelIds = Annotated[frozenset[str], NoDecode, BeforeValidator(_split), AfterValidator(_are_channels)]
ChannelId = Annotated[str, AfterValidator(_is_channel)]
People = Annotated[frozenset[str], NoDecode, BeforeValidator(_split), AfterValidator(_are_people)]
UserGroup = Annotated[str, AfterValidator(_is_group)]
Key = Annotated[SecretStr, AfterValidator(_can_be_sent)]
Address = Annotated[str, AfterValidator(_is_address)]


class Group(BaseModel):
    """Settings that belong together: a part of ``Settings``, never made by itself."""

    model_config = ConfigDict(defer_build=True)  # a start pays for one model, not for nine
