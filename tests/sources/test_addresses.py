"""Promises about which addresses are read: those of the public internet, however they are written."""

import pytest

from bot.sources.addresses import checked, is_public
from storage.errors import Refused

PUBLIC = ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:93.184.216.34", "64:ff9b::5db8:d822"]
OTHERS = [
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",  # noqa: S104 - a text
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1",
    "fc00::1",
    "fec0::1",
    "ff02::1",
    "2001:db8::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "no address",
]


@pytest.mark.parametrize("address", PUBLIC)
def test_addresses_of_the_public_internet_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", OTHERS)
def test_addresses_of_a_machine_or_its_network_are_not(address: str) -> None:
    assert not is_public(address)


GOOD = [
    "https://help.example.com/returns",
    "http://help.example.com:8080/a?b=c#part",
    "https://xn--mller-kva.example/",
    "https://93.184.216.34/",
]


@pytest.mark.parametrize("address", GOOD)
def test_addresses_of_pages_are_taken_without_their_part(address: str) -> None:
    assert str(checked(address)) == address.partition("#")[0]


REFUSED = [
    ("", "no address of a web page"),
    ("help.example.com", "no address of a web page"),
    ("ftp://help.example.com/", "no address of a web page"),
    ("file:///etc/passwd", "no address of a web page"),
    ("https://", "no address of a web page"),
    ("https://help.example.com:0/", "no address of a web page"),
    ("https://help.example.com:99999/", "no address of a web page"),
    ("https://help.example.com/a b", "no address of a web page"),
    ("https://help.example.com\\@127.0.0.1/", "no address of a web page"),
    (f"https://help.example.com/{'a' * 3000}", "no address of a web page"),
    ("https://ann:secret@help.example.com/", "with a password"),
    ("http://localhost/", "no host of the public internet"),
    ("http://localhost.:80/", "no host of the public internet"),
    ("http://desk/", "no host of the public internet"),
    ("http://db.internal/", "no host of the public internet"),
    ("http://printer.local/", "no host of the public internet"),
    ("http://127.0.0.1:3000/healthz", "no host of the public internet"),
    ("http://127.1/", "no host of the public internet"),
    ("http://2130706433/", "no host of the public internet"),
    ("http://0x7f000001/", "no host of the public internet"),
    ("http://0177.0.0.1/", "no host of the public internet"),
    ("http://\uff11\uff12\uff17.0.0.1/", "no host of the public internet"),
    ("http://①②⑦.⓪.⓪.①/", "no host of the public internet"),
    ("http://[::1]/", "no host of the public internet"),
    ("http://[::ffff:10.0.0.1]/", "no host of the public internet"),
    ("http://169.254.169.254/latest/meta-data/", "no host of the public internet"),
]


@pytest.mark.parametrize(("address", "why"), REFUSED)
def test_what_is_no_page_of_the_public_internet_is_refused_in_words(address: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        checked(address)


def test_a_password_in_an_address_is_not_repeated() -> None:
    with pytest.raises(Refused) as refused:
        checked("https://ann:secret@help.example.com/")

    assert "secret" not in str(refused.value)
