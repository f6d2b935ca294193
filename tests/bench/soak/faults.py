"""What goes wrong during a soak, drawn with a fixed seed: Slack's and the model's answers."""

from random import Random

from tests.fakes.model import ANY, FakeModel, Say
from tests.fakes.slack import FakeSlack

WRITES = ("chat.postMessage", "chat.update", "assistant.threads.setStatus", "*")
SLACK_TIMEOUT_S = MODEL_TIMEOUT_S = 3  # so that what hangs is given up soon
MODEL_FAULTS = (
    Say(status=500, code="server_error"),
    Say(status=429, code="rate_limit_exceeded", retry_after="1"),
    Say(cut=True),
    Say(body=b"<html>Bad gateway</html>"),
    Say(answer="no JSON"),
    Say(finish="length"),
    Say(hang=True),
)


class Mishaps:
    """Lets the next calls go wrong, one sort after another by chance. ``count``: how many were scripted."""

    def __init__(self, slack: FakeSlack, model: FakeModel, seed: int) -> None:
        self._slack = slack
        self._model = model
        self._random = Random(seed)  # noqa: S311 - a draw, no secret
        self.count = 0

    def one(self) -> None:
        """Let one more thing go wrong."""
        self.count += 1
        if self._random.random() < 0.5:
            self._model.script(ANY, self._random.choice(MODEL_FAULTS), times=self._random.randint(1, 3))
        else:
            self._of_slack(self._random.choice(WRITES))

    def _of_slack(self, method: str) -> None:
        sort = self._random.choice(("429", "500", "hang", "cut before", "cut after"))
        if sort == "429":
            self._slack.fault(method, status=429, retry_after=1)
        elif sort == "500":
            self._slack.fault(method, status=500, times=2)
        elif sort == "hang":
            self._slack.fault(method, hang=True)
        elif sort == "cut before":
            self._slack.fault(method, cut_before_accept=True)
        else:
            self._slack.fault(method, cut_after_accept=True)
