"""The guard: what cannot be Slack's gets a 4xx; that it came is logged, nothing of its body is."""

import json
import logging
import time
from collections.abc import AsyncIterator, Callable, Iterator

import aiohttp
import pytest

from bot.logs import BODIES
from bot.trial.delivery import payloads
from bot.wiring import Bot
from tests.fakes.slack import CUSTOMER, SUPPORT, FakeSlack, message
from tests.stored import case_count

SECRET = "Rumpelstiltskin"
EVENT = json.dumps({"type": "event_callback", "event": message(f"{SECRET} where is order A-12345?")}).encode()
JSON = {"Content-Type": "application/json"}

Headers = dict[str, str]
Sign = Callable[[FakeSlack, bytes], Headers]


def good(slack: FakeSlack, body: bytes) -> Headers:
    return {**JSON, **slack.sign(body)}


@pytest.fixture(autouse=True)
def _quiet_as_in_production(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Log everything but what the process itself quiets."""
    caplog.set_level(logging.DEBUG)
    before = {name: logging.getLogger(name).level for name in BODIES}
    for name in BODIES:
        logging.getLogger(name).setLevel(logging.ERROR)
    yield
    for name, level in before.items():
        logging.getLogger(name).setLevel(level)


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (EVENT, lambda _slack, _body: JSON, 401),
        (EVENT, lambda slack, body: {**JSON, **slack.sign(body, secret="wrong")}, 401),
        (EVENT, lambda slack, body: {**JSON, **slack.sign(body, at=time.time() - 301)}, 401),
        (EVENT, lambda slack, body: {**JSON, **slack.sign(body, at=time.time() + 360)}, 401),
        (EVENT, lambda slack, body: {**good(slack, body), "X-Slack-Request-Timestamp": "yesterday"}, 400),
        (EVENT, lambda slack, body: {**good(slack, body), "X-Slack-Request-Timestamp": "1e9"}, 400),
        (EVENT, lambda slack, body: {**good(slack, body), "X-Slack-Request-Timestamp": "9" * 40}, 400),
        (EVENT, lambda slack, body: {**good(slack, body), "X-Slack-Signature": ""}, 401),
        (EVENT, lambda slack, body: {**good(slack, body), "X-Slack-Signature": "v0=\xfc\xf6"}, 401),
        (EVENT, lambda slack, body: {**good(slack, body), "Content-Type": "text/plain"}, 415),
        (EVENT, lambda slack, body: {**good(slack, body), "Content-Type": "multipart/form-data; boundary=x"}, 415),
        (EVENT, lambda slack, body: {**good(slack, body), "Content-Type": "application/x-www-form-urlencoded"}, 400),
        (EVENT[:-5], good, 400),
        (b"", good, 400),
        (b"[1, 2]", good, 400),
        (b'"Rumpelstiltskin"', good, 400),
        (b"Rumpelstiltskin\xff\xfe", good, 400),
        (b'{"a":' * 60_000 + b"1" + b"}" * 60_000, good, 400),
        (b'{"a":' + b"9" * 5000 + b"}", good, 400),
        (b'{"text":"' + SECRET.encode() * 67_000 + b'"}', good, 413),
        (
            b"payload=%7Bnot-json-Rumpelstiltskin",
            lambda slack, body: {**slack.sign(body), "Content-Type": "application/x-www-form-urlencoded"},
            400,
        ),
    ],
    ids=[
        *(
            "unsigned",
            "wrong-secret",
            "stale",
            "from-the-future",
            "timestamp-word",
            "timestamp-float",
            "timestamp-huge",
        ),
        *("empty-signature", "signature-bytes", "text-plain", "multipart", "json-as-form", "cut-off", "empty", "list"),
        *("string", "not-utf8", "deep", "huge-number", "oversized", "bad-payload"),
    ],
)
async def test_a_request_that_cannot_be_slacks_is_refused_and_its_body_not_logged(  # noqa: PLR0917 - fixtures
    bot: Bot,
    slack: FakeSlack,
    body: bytes,
    headers: Sign,
    status: int,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    ack = await slack.deliver_raw(body, headers(slack, body))

    written = capsys.readouterr()
    assert ack.status == status
    assert "request_refused" in caplog.text + written.out + written.err
    assert SECRET not in caplog.text + written.out + written.err + ack.body
    assert await case_count(bot) == 0


FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.mark.parametrize(
    ("body", "more"),
    [(b'{"a":', {}), (b"[1, 2]", {}), (b"\xff\xfe", {}), (b"payload=%7Bcut-off", FORM), (b"a=1&" * 200_000, FORM)],
    ids=["cut-off", "list", "not-utf8", "bad-payload", "many-fields"],
)
@pytest.mark.usefixtures("bot")
async def test_what_is_not_signed_with_our_secret_is_not_even_read(
    slack: FakeSlack, body: bytes, more: Headers
) -> None:
    wrong = await slack.deliver_raw(body, {**JSON, **more, **slack.sign(body, secret="wrong")})
    right = await slack.deliver_raw(body, {**JSON, **more, **slack.sign(body)})

    assert (wrong.status, right.status) == (401, 400)


async def test_an_oversized_body_without_a_length_is_refused(bot: Bot, slack: FakeSlack) -> None:
    async def in_pieces() -> AsyncIterator[bytes]:
        yield b'{"text":"'
        yield b"x" * 1_000_000
        yield b'"}'

    async with aiohttp.ClientSession() as http:
        answer = await http.post(f"{bot.url}/slack/events", data=in_pieces(), headers=good(slack, b""))

    assert answer.status == 413
    assert await case_count(bot) == 0


@pytest.mark.usefixtures("bot")
async def test_slacks_check_of_the_address_is_answered(slack: FakeSlack) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "abc123", "token": "unused"}).encode()

    ack = await slack.deliver_raw(body, good(slack, body))

    assert (ack.status, ack.json) == (200, {"challenge": "abc123"})


@pytest.mark.parametrize("path", ["/", "/slack/events/", "/slack/install", "/../etc/passwd"])
@pytest.mark.usefixtures("bot")
async def test_nothing_else_is_served(slack: FakeSlack, path: str) -> None:
    assert (await slack.deliver_raw(EVENT, good(slack, EVENT), path)).status == 404


@pytest.mark.parametrize(
    ("event", "status"),
    [
        *((None, 400), ([], 400), ("text", 400), (7, 400), ({"type": ["message"]}, 400)),
        *(({"type": "message", "subtype": {}}, 200), ({"type": "message", "subtype": [], "text": 7}, 200)),
        ({"type": "message", "channel": ["C0SUPPORT"], "ts": {}, "user": None, "thread_ts": 7}, 200),
    ],
)
async def test_a_signed_event_of_any_shape_breaks_nothing(
    bot: Bot, slack: FakeSlack, event: object, status: int
) -> None:
    body = json.dumps({"type": "event_callback", "team_id": "T0DESK001", "event": event}).encode()

    ack = await slack.deliver_raw(body, good(slack, body))

    assert ack.status == status
    assert await case_count(bot) == 0


async def test_a_good_request_right_after_bad_ones_is_answered(bot: Bot, slack: FakeSlack) -> None:
    await slack.deliver_raw(EVENT[:-5], good(slack, EVENT[:-5]))
    event = slack.says(CUSTOMER, SUPPORT, "Where is my order A-12345?")

    await slack.deliver(event)
    await bot.idle()

    assert len(slack.replies_to(event)) == 1


@pytest.mark.parametrize("field", ["text", "channel_name", "user_name"])
async def test_a_command_that_holds_the_word_payload_is_taken(bot: Bot, slack: FakeSlack, field: str) -> None:
    form = {
        **payloads.command(slack.site, "/cases", user=CUSTOMER, channel=SUPPORT),
        field: "payload=1 & payload of the API, 100 %",
    }

    ack = await slack.delivery.form("slash_commands", form)
    await bot.idle()

    assert ack.status == 200
    assert await slack.view_of(CUSTOMER)


async def test_slack_s_unsigned_probe_of_our_certificate_is_answered(bot: Bot, slack: FakeSlack) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}

    probe = await slack.delivery.raw(b"ssl_check=1&token=unused", headers)
    other = await slack.delivery.raw(b"ssl_check=2&command=%2Ffaq", headers)

    assert (probe.status, probe.body) == (200, "")
    assert other.status == 401
    assert await case_count(bot) == 0
