"""Promises of masking, kind by kind: how people write cards and secrets, and the numbers that only look like them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rows import each_row
from workflows.masking.mask import mask

CARD = "[card number removed]"
SECRET = "[secret removed]"


@each_row(
    "card",
    [
        "4111  1111  1111  1111",
        "4111\t1111\t1111\t1111",
        "4111\n1111\n1111\n1111",
        "4111\r\n1111\r\n1111\r\n1111",
        "4111\u202f1111\u202f1111\u202f1111",
        "4111\u00a01111\u00a01111\u00a01111",
        "4111\u20091111\u20091111\u20091111",
        "4111 - 1111 - 1111 - 1111",
        "4111\u20131111\u20131111\u20131111",
        "4111.1111.1111.1111",
        "4111/1111/1111/1111",
        "4111 / 1111 / 1111 / 1111",
        "4111_1111_1111_1111",
        "4111*1111*1111*1111",
        "4111|1111|1111|1111",
        "3782/822463/10005",
        "4111\u200b1111\u200b1111\u200b1111",
        "4\u200b1\u200b1\u200b1\u200b1111\u200d1111\u20601111",
        "\uff14\uff11\uff11\uff11 1111 1111 1111",
        "\u0664\u0661\u0661\u0661111111111111",
        "3782\t822463\t10005",
        "30569309025904",
        "3530111333300000",
        "2223003122003222",
        "6759649826438453",
        "6200000000000005",
        "4222222222222",
        "2200770212727079",
        "3056 930902 5904",
    ],
)
def test_a_card_number_is_removed_however_its_groups_are_set(card: str) -> None:
    assert mask(f"I paid with {card} yesterday") == f"I paid with {CARD} yesterday"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Visa4111111111111111", f"Visa{CARD}"),
        ("Visa4111 1111 1111 1111, thanks", f"Visa{CARD}, thanks"),
        ("cc4111111111111111exp12/28", f"cc{CARD}exp12/28"),
        ("my card number is 4111111111111111", f"my card number is {CARD}"),
        ("Kartennummer: 4111111111111111", f"Kartennummer: {CARD}"),
        ("order 4111111111111111", f"order {CARD}"),
        ("order A-12345, card 5555 5555 5555 4444", f"order A-12345, card {CARD}"),
        ("order number 12345, I paid with 4111111111111111", f"order number 12345, I paid with {CARD}"),
        ("two: 4111111111111111 5555555555554444", f"two: {CARD} {CARD}"),
        ("_4111111111111111_", f"_{CARD}_"),
    ],
)
def test_a_card_number_is_removed_whatever_it_is_glued_to(text: str, masked: str) -> None:
    assert mask(text) == masked


@each_row(
    "text",
    [
        "IMEI 490154203237518",
        "the phone is 353879234252633",
        "86 891203 512345 2",
        "ICCID 8944500102198304826",
        "case number 5555555555554444",
        "Case no. 5555 5555 5555 4444",
        "ticket id: 4111111111111111",
        "order number 4111 1111 1111 1111",
        "invoice #4111111111111111",
        "tracking number 4111111111111111",
        "tracking: 4111111111111111",
        "Sendungsnummer 4111111111111111",
        "Bestellnummer: 4111111111111111",
        "numéro de commande 4111111111111111",
        "número de pedido: 4111111111111111",
        "bestelnummer 4111111111111111",
        "serial number 5555555555554444",
        "RMA-4111111111111111",
        "INV-4111111111111111",
        "order 302-1234567-1234567",
        "call +49 4111 1111 1111 111",
        "4111 1111 1111 1112",
        "4111/1111/1111/1112",
        "rooms 41/11/11/11/11/11/11/11",
        "sizes 4111/1111_1111|1111",
        "batches 411111/111111/1111",
        "1234567812345670",
        "9400111899223197428490",
        "4500\n3200\n1500\n1201",
        "12 lamps at 49, 5 kettles at 19, 120 bulbs at 3",
    ],
)
def test_numbers_that_are_no_cards_stay(text: str) -> None:
    assert mask(text) == text


@each_row(
    ("text", "masked"),
    [
        ("DB_PASSWORD=hunter2", f"DB_PASSWORD={SECRET}"),
        ("export DB_PASSWORD='hun ter2'", f"export DB_PASSWORD={SECRET}"),
        ("OPENAI_API_KEY=abcdef123", f"OPENAI_API_KEY={SECRET}"),
        ("AWS_SECRET_ACCESS_KEY = wJalrXUtnFEMI/K7MDENG", f"AWS_SECRET_ACCESS_KEY = {SECRET}"),
        ("SECRET_KEY_BASE=changed", f"SECRET_KEY_BASE={SECRET}"),
        ("PGPASSWORD=abc psql", f"PGPASSWORD={SECRET} psql"),
        ("client_secret: 8f3a-22", f"client_secret: {SECRET}"),
        ("clientSecret: 8f3a22", f"clientSecret: {SECRET}"),
        ('{"password": "hunter2", "user": "bob"}', f'{{"password": {SECRET}, "user": "bob"}}'),
        ("user: bob pass: hunter2", f"user: bob pass: {SECRET}"),
        ("user bob, pw: hunter2.", f"user bob, pw: {SECRET}."),
        ("*Password:* hunter2", f"*Password:* {SECRET}"),
        ("password: `hunter2`", f"password: {SECRET}"),
        ("password = hunter2", f"password = {SECRET}"),
        ("password -> hunter2", f"password -> {SECRET}"),
        ("password hunter2 does not work", f"password {SECRET} does not work"),
        ("credentials bob:hunter2 here", f"credentials {SECRET} here"),
        ("user/pass bob/hunter2", f"user/pass {SECRET}"),
        ("my password was hunter2", f"my password was {SECRET}"),
        ("Passwort: geheim1", f"Passwort: {SECRET}"),
        ("mein Passwort ist geheim1", f"mein Passwort ist {SECRET}"),
        ("Das Kennwort lautet: Sommer23", f"Das Kennwort lautet: {SECRET}"),
        ("mot de passe : soleil9", f"mot de passe : {SECRET}"),
        ("mon mot de passe est soleil9", f"mon mot de passe est {SECRET}"),
        ("mdp: soleil9", f"mdp: {SECRET}"),
        ("contraseña: verano7", f"contraseña: {SECRET}"),
        ("la contraseña es verano7", f"la contraseña es {SECRET}"),
        ("wachtwoord: zomer8", f"wachtwoord: {SECRET}"),
        ("mijn wachtwoord is zomer8", f"mijn wachtwoord is {SECRET}"),
        ("senha: sol123", f"senha: {SECRET}"),
        ("hasło: lato12", f"hasło: {SECRET}"),
        ("пароль: leto12", f"пароль: {SECRET}"),
        ("密码\uff1aabc123", f"密码\uff1a{SECRET}"),
        ("postgresql://bob:pw@db/x", f"postgresql://bob:{SECRET}@db/x"),
        ("redis://:s3cr3t@cache:6379/0", f"redis://:{SECRET}@cache:6379/0"),
        ("https://bob:p@ss@example.org/a", f"https://bob:{SECRET}@example.org/a"),
        ("https://example.org/?token=abc123&page=2", f"https://example.org/?token={SECRET}&page=2"),
        ("Authorization: Basic Ym9iOmh1bnRlcjI=", f"Authorization: Basic {SECRET}"),
        ("verification code: 123456", f"verification code: {SECRET}"),
        ("my PIN is 4711", f"my PIN is {SECRET}"),
        ("the PIN of my card is 4711", f"the PIN of my card is {SECRET}"),
        ("security code on back: 123", f"security code on back: {SECRET}"),
        ("my OTP is 123 456", f"my OTP is {SECRET}"),
        ("verification code: 123-456.", f"verification code: {SECRET}."),
        ("cc4111 1111 1111 1111/12/28", f"cc{CARD}/12/28"),
        ("pass\u200bword: hunter2", f"pass\u200bword: {SECRET}"),
        ("api key: abc\u200bdef123", f"api key: {SECRET}"),
        ("password: order-A-12345-x", f"password: {SECRET}"),
    ],
)
def test_what_is_called_a_secret_is_removed(text: str, masked: str) -> None:
    assert mask(text) == masked


@each_row(
    "secret",
    [
        "xoxp-1234567890-abcdefghij",
        "xoxe.xoxp-1-Mi0yLTEyMzQ1Njc4OTA",
        "sk-ant-api03-" + "aB3dE5gH" * 4,
        "sk_live_4eC39HqLyjWDarjtT1zdp7dc",
        "gho_16C7e42F292c6912E7710c838347Ae178B4a",
        "ghs_16C7e42F292c6912E7710c838347Ae178B4a",
        "ASIAIOSFODNN7EXAMPLE",
        "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",
        "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",
        "ya29.a0AfH6SMBx1234567890abcdefghij",
        "glpat-" + "aB3dE5gH" * 3,
        "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw",
        "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk\n-----END OPENSSH PRIVATE KEY-----",
        "-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nlQOYBF\n-----END PGP PRIVATE KEY BLOCK-----",
        "https://hooks.slack.com/services/T000/B000/XXXXXXXXXXXX",
    ],
)
def test_tokens_of_common_shapes_are_removed(secret: str) -> None:
    assert mask(f"see {secret} there") == f"see {SECRET} there"


def test_a_private_key_whose_end_is_missing_is_removed_to_the_end() -> None:
    assert mask("key\n-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg\nkqhkiG9w0BAQEF") == f"key\n{SECRET}"


@each_row(
    "text",
    [
        "password: required",
        "Passwort: vergessen",
        "Mein Passwort ist falsch",
        "mon mot de passe est oublié",
        "mi contraseña es incorrecta",
        "mijn wachtwoord is vergeten",
        "I forgot my password, order A-12345 is late",
        "password reset for INV-7890",
        "the password must be at least 8 characters",
        "API key: where do I find it?",
        "Wo ist mein Passwort: ich finde es nicht",
        "error code: 123456",
        "EAN 4006381333931 and DE89 3704 0044 0532 0130 00",
        "bus pass: none",
        "compass: north",
        "secretary: Bob",
        "the keyboard: broken",
        "tokens used today",
        "http://localhost:8080/path?mail=a@b.org",
        "mail bob@example.org: it is about order A-12345",
        "does it work with a password manager",
    ],
)
def test_words_about_secrets_stay(text: str) -> None:
    assert mask(text) == text


_PIECES = st.sampled_from(
    [
        "4111 1111 1111 1111",
        "4111",
        "1111",
        "5555555555554444",
        "order",
        "number",
        "card",
        "case",
        "tracking",
        "A-12345",
        "password",
        "Passwort",
        "pass:",
        "token=",
        "secret",
        "is",
        "ist",
        ":",
        "=",
        "://bob:",
        "@db",
        "hunter2",
        "eyJhbGciOiJI",
        ".",
        "xoxb-",
        "123",
        "\u200b",
        "\t",
        "\n",
        "  ",
        "'",
        '"',
        "[secret removed]",
        "[card number removed]",
        "-----BEGIN PRIVATE KEY-----",
        "-----END PRIVATE KEY-----",
    ]
)
_TEXTS = st.one_of(
    st.text(max_size=200), st.lists(_PIECES, max_size=30).map(" ".join), st.lists(_PIECES, max_size=30).map("".join)
)


@given(_TEXTS)
def test_masking_again_changes_nothing_more(text: str) -> None:
    assert mask(mask(text)) == mask(text)


@given(
    st.sampled_from(["INV-CASE-1001-1", "RMA-100016", "CASE-1001", "INV-7890", "A-12345", "302-1234567-1234567"]),
    st.lists(st.sampled_from(["4111 1111 1111 1111", "order", "123", "lamp", "5555555555554444", "and"]), max_size=8),
)
def test_ids_survive_beside_cards(one: str, around: list[str]) -> None:
    text = f"{' '.join(around)} , {one} . {' '.join(around)}"

    assert one in mask(text)


@given(st.integers(min_value=0, max_value=10**14 - 1).map(lambda number: f"{number:014d}"))
def test_an_imei_stays_and_fifteen_digits_are_a_card_only_with_34_or_37(body: str) -> None:
    imei = body + _check_digit(body)

    assert (mask(f"phone {imei} is lost") == f"phone {imei} is lost") == (imei[:2] not in {"34", "37"})


def _check_digit(body: str) -> str:
    doubled = [sum(divmod(2 * int(digit), 10)) for digit in body[::-1][::2]]
    return str(-(sum(doubled) + sum(int(digit) for digit in body[::-1][1::2])) % 10)
