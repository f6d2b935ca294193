"""Links in prose: what a chat program would make a link of is found, names of files and platforms are not."""

import pytest

from workflows.language.links import links, taken_apart
from workflows.receipts.check import AllowedFacts, outside, unsupported_claims


@pytest.mark.parametrize(
    "prose",
    [
        "Refunds are at acme.care/refund.",
        "Go to refunds.center now.",
        "See frontdesk.systems, please.",
        "It is on acme.co.uk (support.acme.io).",
        "Open <https://acme.care/x|our page>.",
        "Read acme.md/readme and foo.zip/x.",
        "Write to help dot acme dot com.",
        "bücher.de",
        "москва.рф",
        "xn--80adxhks.xn--p1ai",
        "//acme.care",
        "hxxp://acme",
        "x," * 400 + "acme.care",
    ],
)
def test_a_bare_link_is_found_whatever_its_ending(prose: str) -> None:
    assert links(prose) != []
    assert unsupported_claims(prose, AllowedFacts(customer=prose)) != []


@pytest.mark.parametrize(
    "prose",
    [
        "Open README.md, invoice.zip or config.yaml.",
        "Node.js, Vue.js and ASP.NET are fine.",
        "Some devices, e.g. printers, i.e. yours.",
        "Version 2.0.1 at 9 a.m.",
        "Run main.py and script.sh",
        "It works.It does",
    ],
)
def test_file_names_platforms_and_abbreviations_are_no_links(prose: str) -> None:
    assert links(prose) == []
    assert outside(prose) == []


def test_a_link_of_slack_is_its_address_and_its_label() -> None:
    assert taken_apart("See <https://acme.care/x|our page>.") == "See https://acme.care/x our page."
