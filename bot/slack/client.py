"""The client of Slack's Web API: the SDK's, with an answer that is not Slack's turned into an error with a name."""

from collections.abc import Callable
from typing import Any

import structlog
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.slack.errors import TRY_AGAIN_S, is_of_the_token, result_of
from bot.slack.text import leads_to_slack
from storage.errors import Transient
from workflows.telemetry import UNWATCHED, SlackResult, Telemetry

BY_APP_TOKEN = "apps.connections.open"  # noqa: S105 - a method's name
HARMLESS = {"auth.test", BY_APP_TOKEN}  # they change nothing and keep the link open

log = structlog.get_logger(__name__)


class OddAnswerError(SlackClientError):
    """What came back is no answer of Slack's: a proxy's page, half a body, JSON without ``ok``, another's address."""


class SlackClient(AsyncWebClient):
    """Slack's Web API.

    The SDK reads odd answers with whatever its code runs into (ValueError, AttributeError); a bug of ours would look
    the same, and be taken for a Slack that does not answer. It also takes one proxy of the environment for every host,
    whatever NO_PROXY says (slack-sdk 3.48); here the session chooses, address by address
    (``bot.slack.connection.proxy``).

    While ``why_not`` says why this process must not act, nothing is called but what is ``HARMLESS``. That is asked
    right before each call: whatever was begun before, nothing is posted by a process that lost its lock.
    """

    why_not: Callable[[], str] = staticmethod(lambda: "")
    token_seen: Callable[[bool], None] = staticmethod(lambda _counts: None)  # told after each call that our token signs
    telemetry: Telemetry = UNWATCHED
    last_id: Callable[[str], str] = staticmethod(lambda channel: channel)  # of a channel whose id has changed

    def __init__(self, **given: Any) -> None:  # noqa: ANN401 - as the SDK's
        super().__init__(**given)
        self.proxy = None

    async def api_call(self, api_method: str, **arguments: Any) -> AsyncSlackResponse:  # noqa: ANN401 - as the SDK's
        """Call a method; ``Transient`` if this process must not."""
        why = self.why_not()
        if why and api_method not in HARMLESS:
            raise Transient(why, TRY_AGAIN_S)
        self._name_channels(arguments)
        result: SlackResult = "ok"
        with self.telemetry.spans.span(f"slack {api_method}"):
            try:
                answer = await super().api_call(api_method, **arguments)
            except BaseException as error:
                result = result_of(error)
                if api_method != BY_APP_TOKEN and is_of_the_token(error):
                    self.token_seen(False)
                raise
            else:
                if api_method != BY_APP_TOKEN:
                    self.token_seen(True)
                return answer
            finally:
                self.telemetry.spans.note(result=result)
                self.telemetry.counts.slack_called(api_method, result)
                log.debug("slack_called", method=api_method, result=result)

    def _name_channels(self, arguments: dict[str, Any]) -> None:
        for part in ("json", "params", "data"):
            given = arguments.get(part)
            if not isinstance(given, dict):
                continue
            for name in ("channel", "channel_id"):
                if isinstance(given.get(name), str):
                    given[name] = self.last_id(given[name])

    async def _request(self, *, http_verb: str, api_url: str, req_args: Any) -> dict[str, Any]:  # noqa: ANN401 - as the SDK's
        try:
            answer = await super()._request(http_verb=http_verb, api_url=api_url, req_args=req_args)
        except (ValueError, LookupError) as error:  # no JSON, or of no known charset
            raise OddAnswerError(type(error).__name__) from error
        data = answer["data"]
        if not isinstance(data, dict):
            msg = f"JSON that is no object but {type(data).__name__}"
            raise OddAnswerError(msg)
        if not isinstance(data.get("ok"), bool):
            msg = "JSON without Slack's “ok”"
            raise OddAnswerError(msg)
        if "upload_url" in data and not leads_to_slack(str(data["upload_url"]), self.base_url):
            msg = "files are to be sent to a host that is not Slack's"
            raise OddAnswerError(msg)
        return answer
