"""What nobody else sees is looked for only where it may be asked about: nothing else ever is."""

import pytest

from workflows.rules.doubt.alone import may_any_be_asked
from workflows.rules.products.things import holds_goods, may_hold_goods
from workflows.rules.syntax.clauses import read


@pytest.mark.parametrize(
    "name", ["lamp", "knives", "e-reader", "desk-lamp", "garden gnome", "sister's lamp", "Shelves"]
)
@pytest.mark.parametrize("around", ["{}", "It's the {}'s fault.", "a non-{} thing", '"{}"', "kitchen {}-x200"])
def test_a_text_may_hold_goods_however_their_name_is_cut_out_of_it(name: str, around: str) -> None:
    assert holds_goods(name)
    assert may_hold_goods(around.format(name))


@pytest.mark.parametrize("text", ["When do you open on Sunday?", "How do I reset the lamp?", "x = 1; def lamp(): {"])
def test_nothing_is_asked_about_where_nothing_is_named_or_help_is_wanted(text: str) -> None:
    assert not may_any_be_asked(read(text))


def test_a_thing_may_be_asked_about_however_far_on_it_is_named() -> None:
    assert may_any_be_asked(read(f"{'It rains today and all is well. ' * 40}The lamp hums."))
