"""PDFs: what a person reads in them is what is read."""

import pytest

from bot.documents import read_document
from storage.errors import Refused
from tests.pdfs import encrypted, pdf


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_a_pdf_that_only_its_owner_may_change_is_read(algorithm: str) -> None:
    data = encrypted(pdf("A widget is a small device."), "", algorithm)

    assert "small device" in read_document("widget.pdf", data).text


def test_a_pdf_with_a_password_is_refused_in_words() -> None:
    data = encrypted(pdf("A widget is a small device."), "secret", "AES-256")

    with pytest.raises(Refused, match="save a copy without password"):
        read_document("widget.pdf", data)
