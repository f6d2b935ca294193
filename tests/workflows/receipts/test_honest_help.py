"""Technical help names addresses that are the same for everybody, and what a device asks for on the customer's side."""

from tests.rows import each_row
from workflows.receipts.check import AllowedFacts, unsupported_claims

WIFI = AllowedFacts("My work laptop does not connect to the wifi since this morning. What can I do?")


@each_row(
    "help_",
    [
        "Try 8.8.8.8 as the DNS server.",
        "Go to 192.168.0.1 in your browser to see the router's settings.",
        "Does it get an address that begins like 169.254.10.3?",
        "Open 10.0.0.138 in a browser on the laptop.",
        "Enter your wifi password again when Windows asks for it.",
        "Type the password once the laptop asks for it.",
        "Forget the network, then join it anew with its password.",
        "Rufen Sie 192.168.178.1 im Browser auf.",
        "Ouvrez 192.168.1.1 dans le navigateur.",
        "Abra 192.168.1.1 en el navegador.",
        "Apra 192.168.1.1 nel browser.",
    ],
)
def test_honest_help_is_not_refused(help_: str) -> None:
    assert unsupported_claims(help_, WIFI) == []


@each_row(
    "harm",
    [
        "Enter your wifi password here when Windows asks for it.",
        "Send me your password when I ask for it.",
        "Type your password when our technician asks for it.",
        "Tell us the password you join it with.",
        "Your device has the address 84.17.22.9 with us.",
        "Call 192.168.0.1.77.",
    ],
)
def test_what_asks_for_a_secret_or_states_a_number_is_refused(harm: str) -> None:
    assert unsupported_claims(harm, WIFI)
