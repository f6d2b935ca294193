"""Where the repository and the tests' data are: no other test module counts folders."""

from pathlib import Path

ROOT = Path(__file__).parents[1]
DATA = ROOT / "tests" / "data"
