"""The client of Slack's Web API: the SDK's, with an answer that is not Slack's turned into an error with a name."""

from typing import Any

from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient


class OddAnswerError(SlackClientError):
    """What came back is no answer of Slack's: a proxy's page, half a body, JSON that is no object."""


class SlackClient(AsyncWebClient):
    """Slack's Web API.

    The SDK reads odd answers with whatever its code runs into (ValueError, AttributeError); a bug of ours would look
    the same, and be taken for a Slack that does not answer. It also takes one proxy of the environment for every host,
    whatever NO_PROXY says (slack-sdk 3.47); here the session chooses, address by address (``bot.proxy``).
    """

    def __init__(self, **given: Any) -> None:  # noqa: ANN401 - as the SDK's
        super().__init__(**given)
        self.proxy = None

    async def _request(self, *, http_verb: str, api_url: str, req_args: Any) -> dict[str, Any]:  # noqa: ANN401 - as the SDK's
        try:
            answer = await super()._request(http_verb=http_verb, api_url=api_url, req_args=req_args)
        except (ValueError, LookupError) as error:  # no JSON, or of no known charset
            raise OddAnswerError(type(error).__name__) from error
        if not isinstance(answer["data"], dict):
            msg = f"JSON that is no object but {type(answer['data']).__name__}"
            raise OddAnswerError(msg)
        return answer
