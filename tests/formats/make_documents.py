"""Makes the Word and PDF files of ``tests/data/documents``: ``python -m tests.formats.make_documents FOLDER``."""

import sys
from pathlib import Path

from tests.formats.docxs import docx, paragraph, run, table
from tests.formats.pdfs import drawn

LINE = 14
TOP = 740
WIDTH = 92  # characters of a line
COLUMN = 42


def handbook() -> bytes:
    """Return a handbook with styles, lists, a table, a field, hidden and deleted text."""
    return docx(
        paragraph("Staff handbook", style="Title"),
        paragraph("Annual leave", style="heading1"),
        paragraph(
            "You have ",
            '<w:fldSimple w:instr="DOCPROPERTY days"><w:r><w:t>28</w:t></w:r></w:fldSimple>',
            " days of leave a year.",
        ),
        paragraph("Leave must be requested two weeks ahead.", run(" Ask Kim first.", "<w:vanish/>")),
        paragraph("Sick leave", style="heading1"),
        paragraph("If you are ill, call your manager before 9 a.m. on the first day."),
        paragraph("From the fourth day on you need a doctor's note."),
        paragraph("Claiming expenses", style="heading1"),
        paragraph("Scan the receipts.", number=2),
        paragraph("Fill in the form in the portal.", number=2),
        paragraph("Send it by the 25th of the month.", number=2),
        paragraph("Travel", style="heading1"),
        table(("Journey", "What we pay"), ("Train", "second class, full price"), ("Own car", "45 pence a mile")),
        paragraph(run("Working from home", "<w:b/>")),
        paragraph(
            "You can work from home on two days a week.",
            "<w:del><w:r><w:delText> Not on Mondays.</w:delText></w:r></w:del>",
        ),
    )


def leaflet() -> bytes:
    """Return a leaflet without styles: headings in bold, moved text, a no-break hyphen."""
    return docx(
        paragraph(run("Swimming pool rules", "<w:b/>")),
        paragraph(run("Admission", "<w:b/>")),
        paragraph("Admission costs 6 euros. Children under four are free."),
        paragraph(run("Can I book a lane?", "<w:b/>")),
        paragraph("Yes, for one hour at a time. Call 0300", "<w:r><w:noBreakHyphen/></w:r>", "555 before noon."),
        paragraph(run("Safety", "<w:b/>")),
        paragraph("<w:moveTo><w:r><w:t>Do not run at the pool.</w:t></w:r></w:moveTo>"),
        paragraph("Children under ten must be accompanied by an adult."),
    )


def page(lines: list[tuple[int, str]], *, footer: str = "", header: str = "") -> str:
    """Return a page's content: lines with the size of their letters, from the top; 0: a gap."""
    shown, height = [], TOP
    if header:
        shown.append(f"/F1 9 Tf 1 0 0 1 50 770 Tm ({header}) Tj")
    for size, text in lines:
        height -= LINE + (8 if size > 12 or size == 0 else 0)
        if size:
            shown.append(f"/F1 {size} Tf 1 0 0 1 50 {height} Tm ({escaped(text)}) Tj")
    if footer:
        shown.append(f"/F1 9 Tf 1 0 0 1 50 40 Tm ({footer}) Tj")
    return f"BT {' '.join(shown)} ET"


def escaped(text: str) -> str:
    """Return text as a PDF's strings hold it."""
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def terms() -> bytes:
    """Return three pages with running headers and footers, words broken at line ends, a footnote mark."""
    pages = [
        [
            (18, "Terms of hire"),
            (15, "Deposits"),
            (12, "We hold a deposit of 200 euros for each tool. The depo-"),
            (12, "sit is released within three working days of the return."),
            (15, "Late returns"),
            (12, "Each day that has started costs the full daily price. If you"),
            (12, "tell us before 6 p.m., the first hour is free."),
        ],
        [
            (15, "Damage"),
            (12, "Report damage at once. You pay for repairs up to the deposit."),
            (12, "Normal wear is not charged."),
            (15, "Cancelling a booking"),
            (12, "You can cancel free of charge until the evening before. After"),
            (12, "that we charge half of the price for the first day."),
        ],
        [
            (15, "Who can hire"),
            (12, "Anyone over 18 with a photo ID can hire tools. Chainsaws need"),
            (12, "a certificate of training."),
            (15, "Opening hours"),
            (12, "Monday to Friday: 7 to 18"),
            (12, "Saturday: 8 to 13"),
        ],
    ]
    return drawn(
        *(page(one, header="Tarn Tool Hire", footer=f"Page {number} of 3") for number, one in enumerate(pages, start=1))
    )


def newsletter() -> bytes:
    """Return a page in two columns that is drawn line by line, and a page that is a picture."""
    left = [
        "New bins from May",
        "Every house gets a bin for food",
        "waste. It is emptied each week",
        "on Thursdays. Bins are free and",
        "are delivered in April.",
    ]
    right = [
        "Bulky waste",
        "You can have bulky waste picked",
        "up twice a year. A pick-up costs",
        "15 euros. Book it online at least",
        "ten days ahead.",
    ]
    shown = []
    for at, (one, other) in enumerate(zip(left, right, strict=True)):
        height = TOP - LINE * at
        shown.append(f"1 0 0 1 50 {height} Tm ({one}) Tj 1 0 0 1 320 {height} Tm ({other}) Tj")
    return drawn(f"BT /F1 12 Tf {' '.join(shown)} ET", "")


def tariff() -> bytes:
    """Return a price table with a footnote."""
    rows = [("Zone", "Day ticket", "Monthly pass"), ("Centre", "$4.20", "$48"), ("Centre and ring", "$6.80", "$79")]
    cells = [
        f"/F1 12 Tf 1 0 0 1 {50 + 150 * x} {660 - 18 * y} Tm ({cell}) Tj"
        for y, row in enumerate(rows)
        for x, cell in enumerate(row)
    ]
    head = "/F1 18 Tf 1 0 0 1 50 720 Tm (Fares) Tj /F1 12 Tf 1 0 0 1 50 690 Tm (Prices are valid from 1 March.) Tj"
    note = "1 0 0 1 50 560 Tm (Children under six travel free with an adult.) Tj"
    return drawn(f"BT {head} {' '.join(cells)} {note} ET")


FILES = {
    "staff-handbook.docx": handbook,
    "pool-leaflet.docx": leaflet,
    "hire-terms.pdf": terms,
    "waste-newsletter.pdf": newsletter,
    "fares.pdf": tariff,
}


def main() -> None:
    """Write the files."""
    for name, made in FILES.items():
        (Path(sys.argv[1]) / name).write_bytes(made())


if __name__ == "__main__":
    main()
