"""How many questions to try at a time, by what came of those tried so far. Numbers only; nothing is started here."""

from dataclasses import dataclass
from math import ceil

TRUST = 4  # first tries that are taken for proved before any ended: then one failure tells little
DOUBT = 0.6  # of a first try that is taken for lost: two that tell the same, found at the end, would cost a round more
ENOUGH = 0.25  # of an entry: an expectation that lacks less is met
HOPELESS = 4  # second tries of which none was proved: from then on another question is tried instead
SPARE = 1.2  # questions asked for beyond those expected to be needed: some repeat others


@dataclass(slots=True)
class Pace:
    """What was tried of ``wanted`` entries: ``first`` and ``second`` tries are under way, the others ended."""

    wanted: int
    proved: int = 0
    first: int = 0
    second: int = 0
    first_ended: int = 0
    first_proved: int = 0
    second_ended: int = 0
    second_proved: int = 0

    @property
    def done(self) -> bool:
        """Whether as many are proved as are wanted."""
        return self.proved >= self.wanted

    def begun(self) -> None:
        """Count a question whose first try is begun."""
        self.first += 1

    def refused(self, waiting: int) -> bool:
        """Count a first try whose answer is not proved; say whether a second is worth it with so many more to try."""
        if waiting and self.second_ended >= HOPELESS and not self.second_proved:
            return False
        self.first -= 1
        self.first_ended += 1
        self.second += 1
        return True

    def ended(self, *, proved: bool, second: bool) -> None:
        """Count a question that is over."""
        self.proved += proved
        if second:
            self.second -= 1
            self.second_ended += 1
            self.second_proved += proved
        else:
            self.first -= 1
            self.first_ended += 1
            self.first_proved += proved

    def starts_another(self) -> bool:
        """Say whether what is under way will probably not be enough."""
        return self.wanted - self._expected(0) >= ENOUGH

    def lacking(self, waiting: int) -> int:
        """Return how many more questions are needed beside those that wait; 0: these will do."""
        lacks = self.wanted - self._expected(waiting)
        return ceil(SPARE * lacks / self._rate()) if lacks >= ENOUGH else 0

    def _expected(self, waiting: int) -> float:
        helped = (self.second_proved + 1) / (self.second_ended + 2)
        return self.proved + (self.first + waiting) * self._rate() + self.second * helped

    def _rate(self) -> float:
        return (self.first_proved + TRUST) / (self.first_ended + TRUST + DOUBT)
