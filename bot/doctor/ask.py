"""One question to Slack's Web API, for the checks: an answer, or the error with its name; nothing is raised."""

from pydantic import SecretStr
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.slack.errors import translated
from storage.errors import FrontdeskError


async def ask(
    client: AsyncWebClient, method: str, token: SecretStr, params: dict[str, str | int] | None = None
) -> AsyncSlackResponse | FrontdeskError:
    """Call ``method`` with this token; return what went wrong instead of raising it."""
    headers = {"Authorization": f"Bearer {token.get_secret_value()}"}
    try:
        with translated():
            return await client.api_call(method, headers=headers, params=params)
    except FrontdeskError as error:
        return error
