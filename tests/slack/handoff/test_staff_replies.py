"""What staff reply stands in the thread and in the transcript once, or goes back to who wrote it."""

import pytest

from bot.wiring import Bot
from handlers.cases.staff_reply import plan_staff_reply
from storage import messages, posts
from tests.fakes.slack import STAFF, FakeSlack
from tests.slack.handoff.people import PLEASE, cards
from tests.stored import case_of, last, message_of, say, timeline_of


async def test_a_staff_reply_stands_in_the_thread_and_in_the_transcript_and_takes_over(
    desk: Bot, slack: FakeSlack
) -> None:
    event = await say(slack, desk, PLEASE)
    case = await case_of(desk)
    now = desk.intake.desk.now()

    text = "I looked: your card 4111 1111 1111 1111 was charged <once>."
    for _ in range(2):
        await desk.db.write(lambda tx: plan_staff_reply(tx, case, STAFF, text, "reply:V1", now))
        await desk.case_post_jobs.changed(case.id)
        await desk.idle()

    posted = slack.posts_in(event["channel"], event["ts"])[-1]
    kept = await message_of(desk, {"channel": posted.channel, "ts": posted.ts})
    assert posted.shown.startswith("*Sam (support):* I looked: your card")
    assert "4111 1111" not in posted.shown
    assert "&lt;once&gt;" in posted.shown
    assert kept is not None
    assert (kept.author, kept.author_kind) == (STAFF, "staff")
    assert [name for name, _ in await timeline_of(desk)].count("staff replied") == 1
    after = await case_of(desk)
    assert (after.taken_over, after.assignee) == (True, STAFF)
    assert "Claimed by <@U0STAFF01>" in cards(slack)[0].shown
    assert [post.shown for post in slack.posts_in(event["channel"], event["ts"])].count(posted.shown) == 1


async def test_a_staff_reply_that_slack_refuses_goes_back_to_its_author_once(desk: Bot, slack: FakeSlack) -> None:
    event = await say(slack, desk, PLEASE)
    case = await case_of(desk)
    now = desk.intake.desk.now()
    slack.fault("chat.postMessage", error="is_archived")

    post = await desk.db.write(lambda tx: plan_staff_reply(tx, case, STAFF, "We will call <you>.", "reply:V1", now))
    await desk.case_post_jobs.changed(case.id)
    await desk.idle()
    await desk.case_post_jobs.send(post.id)
    await desk.idle()

    [told_back] = [message for message in slack.workspace.messages if "Slack refused your reply" in message.shown]
    assert told_back.channel.startswith("D")
    assert "We will call &lt;you&gt;." in told_back.shown
    assert "We will call" not in last(slack, event)
    assert [name for name, _ in await timeline_of(desk)].count("staff reply not delivered") == 1


async def test_a_staff_reply_is_in_the_transcript_as_soon_as_it_is_known_to_stand(
    desk: Bot, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    await say(slack, desk, PLEASE)
    case = await case_of(desk)
    now = desk.intake.desk.now()
    post = await desk.db.write(lambda tx: plan_staff_reply(tx, case, STAFF, "We will call you.", "reply:V1", now))

    def died(*_: object) -> None:
        msg = "here the process dies"
        raise RuntimeError(msg)

    with monkeypatch.context() as dying:
        dying.setattr("bot.slack.handoff.posting.keep_staff_reply", died)
        with pytest.raises(RuntimeError, match="dies"):
            await desk.case_post_jobs.send(post.id)
    between = await desk.db.read(lambda tx: posts.get_post(tx, post.id))
    await desk.case_post_jobs.send(post.id)

    said = await desk.db.read(lambda tx: messages.transcript(tx, case.id))
    assert between is not None
    assert between.state == "sending"
    assert [message.text for message in said].count("We will call you.") == 1
    assert [message.shown for message in slack.workspace.messages].count("*Sam (support):* We will call you.") == 1
