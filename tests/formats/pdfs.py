"""PDF files for tests, made on the spot."""

import io

from pypdf import PdfReader, PdfWriter


def pdf(*lines: str) -> bytes:
    """Return a PDF of one page with these lines; none: a page without text, as a scan has."""
    shown = " T* ".join(f"({line}) Tj" for line in lines)
    return drawn(f"BT /F1 12 Tf 14 TL 50 750 Td {shown} ET" if lines else "")


def drawn(*contents: str) -> bytes:
    """Return a PDF with a page for each of these content streams; its font is /F1."""
    numbers = range(4, 4 + 2 * len(contents), 2)
    kids = " ".join(f"{number} 0 R" for number in numbers)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, content in zip(numbers, contents, strict=True):
        page = f"/MediaBox [0 0 612 792] /Contents {number + 1} 0 R /Resources << /Font << /F1 3 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R {page} >>".encode())
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content.encode()))
    body, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + trailer


def encrypted(data: bytes, opens_with: str = "secret", algorithm: str = "RC4-128") -> bytes:
    """Return the PDF with a password to open it; empty: only its owner's password is set."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt(opens_with, "owner", algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
