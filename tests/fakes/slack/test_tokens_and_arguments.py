"""Tokens, scopes and arguments, as the real slack_sdk client meets them."""

import json

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes.slack import BOT_USER, SUPPORT, FakeSlack, Json
from tests.fakes.slack.samples import QUIET, refused


async def test_the_real_client_learns_who_it_is_and_its_scopes(client: AsyncWebClient) -> None:
    answer = await client.auth_test()

    assert (answer["user_id"], answer["ok"]) == (BOT_USER, True)
    assert "chat:write" in answer.headers["X-OAuth-Scopes"].split(",")
    assert answer.headers["X-Slack-Req-Id"]


@pytest.mark.parametrize(("token", "error"), [("xoxb-wrong", "invalid_auth"), ("", "not_authed")])
async def test_a_wrong_or_missing_token_is_refused(slack: FakeSlack, token: str, error: str) -> None:
    stranger = AsyncWebClient(token=token, base_url=slack.api_url)

    assert (await refused(stranger.auth_test())).response["error"] == error


@pytest.mark.parametrize("as_json", [True, False])
async def test_form_and_json_bodies_are_read_alike(slack: FakeSlack, as_json: bool) -> None:
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "hi"}}]
    form = {
        "channel": SUPPORT,
        "text": "hi",
        "blocks": json.dumps(blocks),
        "unfurl_links": "false",
        "token": slack.bot_token,
    }
    body: Json = {"json": {**form, "unfurl_media": False}} if as_json else {"data": {**form, "unfurl_media": "false"}}

    async with aiohttp.ClientSession() as http, http.post(f"{slack.api_url}chat.postMessage", **body) as answer:
        said = await answer.json()

    assert said["ok"]
    assert slack.posts_in(SUPPORT)[0].blocks == blocks
    slack.verify()


async def test_an_unknown_method_is_refused_and_recorded(slack: FakeSlack, client: AsyncWebClient) -> None:
    error = await refused(client.api_call("chat.shout", json={}))

    assert error.response["error"] == "unknown_method"
    assert slack.violations == ["chat.shout: unknown_method"]


async def test_a_missing_argument_is_refused_and_an_unknown_one_recorded(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    error = await refused(client.api_call("chat.postMessage", json={"text": "hi", "loud": True}))

    assert error.response["error"] == "invalid_arguments"
    assert error.response["response_metadata"]["messages"] == ["[ERROR] missing required field: channel"]
    assert any("unknown argument loud" in words for words in slack.violations)


async def test_a_method_beyond_the_manifest_is_a_breach_and_a_scope_taken_away_is_not(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    slack.scopes = ["users:read"]
    without = await refused(client.chat_postMessage(channel=SUPPORT, text="hi", **QUIET))
    beyond = await refused(client.team_info())

    assert (without.response["error"], without.response["needed"]) == ("missing_scope", "chat:write")
    assert beyond.response["provided"] == "users:read"
    assert [words.partition(":")[0] for words in slack.violations] == ["team.info"]
