"""Promise: what is not to be measured for coverage is not traced, in a worker too, where it could wait for ever."""

import sys

import pytest


@pytest.mark.no_cover
def test_a_test_that_is_not_to_be_measured_is_not_traced() -> None:
    assert sys.gettrace() is None
