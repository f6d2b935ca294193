"""HTML and Word files: what a person sees is what is read, whatever it is made of."""

import io
import zipfile

import pytest

from bot.formats.documents import read_document
from storage.errors import Refused
from tests.formats.docxs import docx, paragraph, run, table
from workflows.faq.documents import Document
from workflows.faq.sections import outline_of


def page(body: str, head: str = "") -> Document:
    """Return what is read of a page."""
    return read_document("page.html", f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode())


def parts(document: Document) -> list[str]:
    """Return the kind of each block with its words."""
    assert document.blocks is not None
    return [f"{one.kind}: {document.text[one.start : one.end]}" for one in document.blocks]


ACCORDIONS = [
    "<details><summary>Can I return it?</summary><p>Yes, you can.</p></details>",
    '<button aria-expanded="false" aria-controls="p1">Can I return it?</button><div id="p1" hidden>Yes, you can.</div>',
    '<button class="accordion">Can I return it?</button><div class="panel" style="display:none">Yes, you can.</div>',
    '<h3><button aria-expanded="false" aria-controls="p">Can I return it?</button></h3><div id="p">Yes, you can.</div>',
    '<div role="button" aria-expanded="false">Can I return it?</div><div class="collapse">Yes, you can.</div>',
    "<dl><dt>Can I return it?</dt><dd>Yes, you can.</dd></dl>",
]


@pytest.mark.parametrize("body", ACCORDIONS)
def test_an_accordion_keeps_its_question_and_its_answer(body: str) -> None:
    assert parts(page(body)) == ["question: Can I return it?", "paragraph: Yes, you can."]


def test_what_a_page_is_not_about_is_no_text() -> None:
    body = (
        '<nav>Home</nav><div class="cookie-banner">We use cookies.</div><main><h1>Returns of goods bought online</h1>'
        "<p>You can return goods <del>for 14 days</del> for 30 days after they have arrived at your home.</p>"
        "<button>Buy now</button><p>Was this article helpful?</p></main><aside>Others read</aside>"
    )

    found = page(body, "<title>Returns of goods | Fernholt Outdoor</title><style>p {}</style>")

    assert found.title == "Returns of goods"
    assert found.text.split("\n\n") == [
        "Returns of goods bought online",
        "You can return goods for 30 days after they have arrived at your home.",
    ]


def test_a_cell_over_several_rows_stands_in_each_of_them_with_the_columns_header() -> None:
    body = (
        "<table><tr><th>Method<th>Time<th>Price</tr><tr><td rowspan=2>Post<td>2 days<td>$4</tr>"
        "<tr><td>5 days<td>$2</tr></table>"
    )

    assert page(body).text.split("\n") == [
        "Method: Post; Time: 2 days; Price: $4",
        "Method: Post; Time: 5 days; Price: $2",
    ]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>It costs $5<sup>1</sup> a day.</p>", "It costs $5 a day."),
        ("<p>A room of 20 m<sup>2</sup> or 10<sup>6</sup> litres.</p>", "A room of 20 m2 or 10^6 litres."),
        ("<p>On the 3<sup>rd</sup> day of the week<sup>[12]</sup>.</p>", "On the 3rd day of the week."),
        ("<p>It costs $10<sup>2</sup> a day.</p>", "It costs $10 a day."),
        ('<p>Come by May 9,<sup><a href="#n12">12</a></sup> please.</p>', "Come by May 9, please."),
        ("<p>New in 2019.<sup>12</sup> It is safe<sup>3, 4</sup>.</p>", "New in 2019. It is safe."),
    ],
)
def test_raised_figures_do_not_become_figures_of_a_price(body: str, text: str) -> None:
    assert page(body).text == text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>It costs 9,<sup>99</sup> \u20ac a month.</p>", "It costs 9,99 \u20ac a month."),
        ("<p>It costs $1,299.<sup>95</sup> a year.</p>", "It costs $1,299.95 a year."),
        ("<p>It costs 9<sup>,99 \u20ac</sup> a month.</p>", "It costs 9,99 \u20ac a month."),
        ("<p>It costs 9,<span class=cents>99</span> EUR.</p>", "It costs 9,99 EUR."),
        ('<p>It costs 9,<span style="vertical-align: super">99</span> EUR.</p>', "It costs 9,99 EUR."),
        ("<p>It costs <sup>$</sup>9 a month.</p>", "It costs $9 a month."),
        ("<p>It costs $9<sub>99</sub> a month.</p>", "It costs $9 99 a month."),
        ("<p>It costs 100 EUR<sup>plus VAT</sup>.</p>", "It costs 100 EUR plus VAT."),
        ("<p>Fill in 1<sup>1</sup>/<sub>2</sub> litres.</p>", "Fill in 1 1/2 litres."),
        ("<p>Fill in 1<sup>1/2</sup> litres.</p>", "Fill in 1 1/2 litres."),
        ("<p>Fill in <sup>3</sup>&frasl;<sub>4</sub> of it.</p>", "Fill in 3\u20444 of it."),
        ("<p>Fill in 2<sup>3</sup><sub>4</sub> cups.</p>", "Fill in 2 3/4 cups."),
        ("<p>A room of 20m<sup>2</sup> at 20<sup>o</sup>C.</p>", "A room of 20m2 at 20\u00b0C."),
        ("<p>It grows with x<sup>2</sup> and 10<sup>-6</sup>.</p>", "It grows with x^2 and 10^-6."),
    ],
)
def test_raised_figures_that_mean_something_stand_in_the_text(body: str, text: str) -> None:
    assert page(body).text == text
    assert page(f"<table><tr><td>{body}</td><td>A</td></tr></table>").text == f"{text}: A"


def test_a_raised_figure_that_is_taken_for_a_mark_without_leading_to_a_note_is_said() -> None:
    found = page("<p>Repairs take three weeks<sup>2</sup>.</p>")

    assert found.text == "Repairs take three weeks."
    assert found.losses == ("raised figures were left out as marks of footnotes",)


def test_labels_values_and_leads_in_bold_are_told_apart() -> None:
    body = (
        "<dl><dt>Opening hours</dt><dd>9 to 5</dd></dl><p><b>Late returns.</b> We charge a fee of $5.</p>"
        "<p><strong>Phone:</strong> 0123 456</p>"
    )

    assert parts(page(body)) == [
        "pair: Opening hours: 9 to 5",
        "heading: Late returns",
        "paragraph: We charge a fee of $5.",
        "pair: Phone: 0123 456",
    ]


def test_a_page_nested_without_end_is_refused_at_once() -> None:
    with pytest.raises(Refused, match="takes too long"):
        page("<div>" * 50_000)


def test_a_word_file_is_read_with_its_fields_and_without_what_is_hidden_or_deleted() -> None:
    data = docx(
        paragraph("Returns policy", style="Title"),
        paragraph("Returns", style="heading1"),
        paragraph("Within ", '<w:fldSimple w:instr="X"><w:r><w:t>30</w:t></w:r></w:fldSimple>', " days, call 0800"),
        paragraph("Call 0800", "<w:r><w:noBreakHyphen/></w:r>", "123 now."),
        paragraph("Seen", run(" secret", "<w:vanish/>"), "<w:del><w:r><w:delText> gone</w:delText></w:r></w:del>", "."),
        paragraph("<w:moveFrom><w:r><w:t>Moved words.</w:t></w:r></w:moveFrom>"),
        paragraph("<w:moveTo><w:r><w:t>Moved words.</w:t></w:r></w:moveTo>"),
        paragraph("Open it", number=2),
        paragraph("Close it", number=2),
        table(("Plan", "Price"), ("Basic", "$5"), ("Plus", "$9")),
    )

    found = read_document("returns.docx", data)

    assert found.title == "Returns policy"
    assert parts(found)[1:] == [
        "heading: Returns",
        "paragraph: Within 30 days, call 0800",
        "paragraph: Call 0800-123 now.",
        "paragraph: Seen.",
        "paragraph: Moved words.",
        "step: 1. Open it",
        "step: 2. Close it",
        "row: Plan: Basic; Price: $5",
        "row: Plan: Plus; Price: $9",
    ]


def test_a_word_file_that_unpacks_to_much_more_is_refused() -> None:
    out = io.BytesIO(docx(paragraph("Little.")))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("word/media/big.xml", b"\0" * (61 * 2**20))

    with pytest.raises(Refused, match="unpacks to more than a document holds"):
        read_document("bomb.docx", out.getvalue())


def test_entities_in_a_word_file_are_not_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx(paragraph("Little.")))) as given, zipfile.ZipFile(out, "w") as made:
        for one in given.infolist():
            text = given.read(one)
            made.writestr(one, b'<!DOCTYPE a [<!ENTITY b "c">]>' + text if one.filename.endswith("ment.xml") else text)

    with pytest.raises(Refused, match="unpacks to more"):
        read_document("entities.docx", out.getvalue())


def test_the_path_of_a_section_names_the_headings_over_it() -> None:
    found = page(
        "<h1>Help</h1><h2>Returns</h2><p>Send it.</p><h3>Opened items</h3><p>Keep it.</p><h2>Hours</h2><p>At 9."
    )

    assert [one.heading for one in outline_of(found)] == ["Returns", "Returns › Opened items", "Hours"]  # noqa: RUF001


def test_a_cell_over_several_columns_stands_under_each_of_their_headers() -> None:
    body = (
        "<table><tr><th>Zone<th>Weekday price<th>Sunday price</tr><tr><td>A<td colspan=2>$4</tr>"
        "<tr><td>B<td>$2<td>$3</tr></table>"
    )

    assert page(body).text.split("\n") == [
        "Zone: A; Weekday price: $4; Sunday price: $4",
        "Zone: B; Weekday price: $2; Sunday price: $3",
    ]


def test_a_cell_over_rows_and_columns_fills_all_of_them() -> None:
    body = (
        "<table><tr><th>Zone<th>Weekday price<th>Sunday price</tr><tr><td>A<td colspan=2 rowspan=2>$4</tr>"
        "<tr><td>B</tr></table>"
    )

    assert page(body).text.split("\n") == [
        "Zone: A; Weekday price: $4; Sunday price: $4",
        "Zone: B; Weekday price: $4; Sunday price: $4",
    ]


NOTICE = "<p>This does not apply to furniture, which costs 20 EUR.</p>"
TOLD = "<p>You can return goods for 30 days after they have arrived at your home, in the box.</p>"


@pytest.mark.parametrize(
    ("around", "text"),
    [
        (f'<aside class="note">{NOTICE}</aside>', "This does not apply to furniture, which costs 20 EUR."),
        (f"<section><aside>{NOTICE}</aside></section>", "This does not apply to furniture, which costs 20 EUR."),
        ('<aside class="admonition caution">No furniture</aside>', "No furniture"),
        ('<div id="related-costs"><h2>Fees</h2><p>It is 5 EUR.</p></div>', "Fees\n\nIt is 5 EUR."),
        ('<div class="related"><h2>Fees</h2><p>It is 5 EUR.</p></div>', "Fees\n\nIt is 5 EUR."),
        ('<div class="menu-item">Soup 5 EUR</div>', "Soup 5 EUR"),
        ('<p id="share-a-cart">You can share a cart.</p>', "You can share a cart."),
        ('<div class="feedback-policy">We read each letter.</div>', "We read each letter."),
        ('<div class="banner">Delivery takes three days longer now.</div>', "Delivery takes three days longer now."),
        ("<form><h2>Fees</h2><p>It is 5 EUR.</p></form>", "Fees\n\nIt is 5 EUR."),
    ],
)
def test_what_tells_something_is_read_whatever_it_is_called(around: str, text: str) -> None:
    assert page(f"{TOLD}{around}").text.split("\n\n", 1)[1] == text


@pytest.mark.parametrize(
    "opening",
    [
        '<div id="page" class="site-content no-sidebar">',
        '<div class="layout-sidebar-right">',
        '<div class="sidebar">',
        '<form id="aspnetForm">',
    ],
)
def test_what_holds_the_whole_page_is_read(opening: str) -> None:
    assert page(f'<a href="/">Home</a>{opening}<p>Open</p><a href="/a">All of our long prices</a>').text.endswith(
        "prices"
    )


@pytest.mark.parametrize(
    "around",
    [
        '<ul class="main-menu"><li><a href="/a">Our long prices</a></li></ul>',
        '<aside><a href="/a">Others read this about prices</a></aside>',
        '<div class="share-buttons">Share: <a href="/a">by mail</a> <a href="/b">by post</a></div>',
        '<div class="related-articles"><h3>Related</h3><a href="/a">How long is the way?</a></div>',
        '<div class="feedback">Was this of any help to you? <button>Yes</button></div>',
        '<div class="cookie_notice"><h2>Cookies</h2><p>We use them for all.</p></div>',
        '<form class="newsletter"><p>Read of us.</p><input type="email"><button>Send</button></form>',
        '<span class="sr-only">Skip.</span>',
    ],
)
def test_what_stands_around_the_text_of_a_page_is_not_read(around: str) -> None:
    assert page(f"{TOLD}{around}").text.count("\n") == 0


def test_words_that_are_left_out_beside_the_text_are_said() -> None:
    found = page(f"{TOLD}<aside>Our own long news about lamps and lights in summer</aside>")

    assert found.losses == ("what stands beside the page's own text (menus, forms, side notes) was left out",)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<h2>Fees<span style='display:none'> OLD</span></h2>", "Fees"),
        ("<dl><dt>Fee<i hidden> OLD</i><dd>5 EUR<i aria-hidden=true> 9 EUR</i></dl>", "Fee: 5 EUR"),
        ("<p><b>Fee:</b> 5 EUR<span hidden class=tip-content> 9 EUR</span></p>", "Fee: 5 EUR"),
        ("<p>It is 5 EUR<sup hidden>plus VAT</sup> now.</p>", "It is 5 EUR now."),
        ("<table><tr><td>A<td>5 EUR<span hidden> 9 EUR</span></table>", "A: 5 EUR"),
        ("<table><tr><td>A<td>5 EUR<td hidden>9 EUR</table>", "A: 5 EUR"),
        ("<table><tr><td>A<td>5 EUR<tr style='display:none' class=table-row><td>B<td>7 EUR</table>", "A: 5 EUR"),
        ("<table><tr><td>A<td>5 EUR<tbody hidden><tr><td>B<td>7 EUR</table>", "A: 5 EUR"),
    ],
)
def test_what_a_page_hides_is_read_nowhere(body: str, text: str) -> None:
    assert page(body).text == text


def test_a_heading_that_names_no_level_is_one() -> None:
    assert parts(page('<div role="heading" aria-level="auto">Fees</div><p>It is 5 EUR.')) == [
        "heading: Fees",
        "paragraph: It is 5 EUR.",
    ]


def test_pictures_that_nobody_described_are_said_to_be_missing() -> None:
    found = page('<p>Look here: <img src="a.png"><img src="b.png" alt="a red lamp"></p>')

    assert found.text == "Look here: a red lamp"
    assert found.losses == ("1 picture has no description and is not read",)
