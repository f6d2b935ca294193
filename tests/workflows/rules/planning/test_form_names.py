"""Forms that name their product in a field: done, as the sentence would be; a field for a person names none."""

import pytest

from workflows.rules.planning.plan import make_plan


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("Return request\nProduct name: kettle\nReason: leaks", "kettle"),
        ("Please process this return. Product name: kettle. Reason: leaks.", "kettle"),
        ("Return request\nArticle name: kettle\nReason: leaks\nCustomer name: Bob Fan", "kettle"),
        ("Return request\nItem name: kettle\nReason: leaks", "kettle"),
        ("Return request\nProduct: fan\nName: Olga Petrova", "fan"),
    ],
)
def test_the_name_of_a_product_is_not_its_writers(text: str, product: str) -> None:
    assert [task.product_name for task in make_plan(text).tasks] == [product]
