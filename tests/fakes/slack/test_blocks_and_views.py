"""Block Kit and modals: what Slack would refuse is refused with its words, what the SDK makes is taken."""

import pytest
from slack_sdk.models import blocks as kit
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes.slack import CUSTOMER, STAFF, SUPPORT, FakeSlack, Json
from tests.fakes.slack.samples import MODAL, QUIET, Hands, button, refused, section


@pytest.mark.parametrize(
    ("blocks", "words"),
    [
        ([section("x" * 3_001)], "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"),
        ([section("")], "must be more than 0 characters"),
        ([section("x")] * 51, "no more than 50 items"),
        ([{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}], "less than 151"),
        ([{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}], "unsupported type: mrkdwn"),
        ([{"type": "actions", "elements": [button(value="x" * 2_001)]}], "less than 2001"),
        ([{"type": "actions", "elements": [button(str(i)) for i in range(26)]}], "no more than 25 items"),
        ([{"type": "actions", "elements": [button(), button()]}], "action_id already exists: a"),
        ([{"type": "context", "elements": [{"type": "mrkdwn", "text": "x"}] * 11}], "no more than 10 items"),
        ([{"type": "context", "elements": [button()]}], "unsupported type: button"),
        ([{"type": "markdown", "text": "x" * 6_001}] * 2, "no more than 12000 allowed"),
        ([section("x", block_id="b")] * 2, "block_id already exists: b"),
        ([section("x", colour="red")], "no more fields are allowed: colour"),
        ([{"type": "alert", "text": {"type": "plain_text", "text": "x"}}], "not allowed in message"),
        ([{"type": "marquee"}], "unsupported type: marquee"),
        ([{"type": "task_card", "task_id": "1", "title": "x", "status": "pending"}], "may not be pending"),
        ("nonsense", "must be an array"),
    ],
)
async def test_blocks_slack_would_refuse_are_refused_with_its_words(
    slack: FakeSlack, client: AsyncWebClient, blocks: list[Json] | str, words: str
) -> None:
    error = await refused(client.chat_postMessage(channel=SUPPORT, text="hi", blocks=blocks, **QUIET))

    assert error.response["error"] == "invalid_blocks"
    assert any(words in told for told in error.response["response_metadata"]["messages"])
    assert len(slack.violations) >= 1


async def test_blocks_made_by_the_sdk_are_taken(slack: FakeSlack, client: AsyncWebClient) -> None:
    feedback = kit.FeedbackButtonsElement(
        action_id="fb",
        positive_button=kit.FeedbackButtonObject(text="Good", value="1"),
        negative_button=kit.FeedbackButtonObject(text="Bad", value="0"),
    )
    confirm = kit.ConfirmObject(title="Sure?", text="Really?", confirm="Yes", deny="No")
    menu = kit.StaticSelectElement(action_id="m", placeholder="Pick", options=[kit.Option(value="1", text="One")])
    rows = [
        kit.HeaderBlock(text="Case"),
        kit.SectionBlock(text="*bold*", fields=["a", "b"], accessory=menu),
        kit.DividerBlock(),
        kit.ContextBlock(elements=[kit.MarkdownTextObject(text="small")]),
        kit.ActionsBlock(
            elements=[kit.ButtonElement(text="Claim", action_id="c", value="1", style="primary", confirm=confirm)]
        ),
        kit.ContextActionsBlock(elements=[feedback]),
        kit.MarkdownBlock(text="# Title"),
    ]

    await client.chat_postMessage(channel=SUPPORT, text="hi", blocks=rows, **QUIET)

    slack.verify()


async def test_a_trigger_id_opens_one_view_within_three_seconds(
    slack: FakeSlack, client: AsyncWebClient, clock: Hands
) -> None:
    fresh, old = slack.site.new_trigger(CUSTOMER), slack.site.new_trigger(CUSTOMER)

    await client.views_open(trigger_id=fresh, view=MODAL)
    again = await refused(client.views_open(trigger_id=fresh, view=MODAL))
    clock.now += 3.5
    late = await refused(client.views_open(trigger_id=old, view=MODAL))

    assert [e.response["error"] for e in (again, late)] == ["exchanged_trigger_id", "expired_trigger_id"]
    assert len(slack.violations) == 2
    assert slack.views_of(CUSTOMER)[0].view == MODAL


async def test_a_view_is_updated_with_its_hash_only(slack: FakeSlack, client: AsyncWebClient) -> None:
    opened = await client.views_open(trigger_id=slack.site.new_trigger(CUSTOMER), view=MODAL)
    where = {"view_id": opened["view"]["id"], "view": {**MODAL, "blocks": [section("done")]}}

    await client.views_update(hash=opened["view"]["hash"], **where)
    stale = await refused(client.views_update(hash=opened["view"]["hash"], **where))
    home = await client.views_publish(user_id=STAFF, view={"type": "home", "blocks": [section("Cases")]})

    assert stale.response["error"] == "hash_conflict"
    assert slack.views_of(STAFF, "home")[0].id == home["view"]["id"]
    slack.verify()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            {"title": {"type": "plain_text", "text": "x" * 25}},
            "less than 25 characters [json-pointer:/view/title/text]",
        ),
        ({"private_metadata": "x" * 3_001}, "less than 3001"),
        ({"blocks": [{"type": "markdown", "text": "x"}]}, "not allowed in modal"),
        ({"colour": "red"}, "no more fields are allowed: colour"),
    ],
)
async def test_views_slack_would_refuse_are_refused(
    slack: FakeSlack, client: AsyncWebClient, change: Json, words: str
) -> None:
    trigger = slack.site.new_trigger(CUSTOMER)

    error = await refused(client.views_open(trigger_id=trigger, view={**MODAL, **change}))

    assert any(words in told for told in error.response["response_metadata"]["messages"])
    assert len(slack.violations) == 1
