"""What is announced beside a task is a part, whatever comes before it; what only tells more of the task is none."""

from itertools import product

from tests.rows import each_row
from workflows.rules.planning.announced import (
    announces_question,
    counts_up_problem,
    tells_own_number,
    tells_since_when,
    tells_status,
)
from workflows.rules.planning.plan import make_plan

RETURN = "We have had this for a week. I want to return the garden bench, it wobbles."
ORDER = "Order B-20155 has my tent poles in it. Could you tell me where B-20155 is?"
INVOICE = "Invoice INV-7093 is too high. Please look into it."


def _ended(text: str) -> str:
    return text if text.endswith("?") else f"{text}."


ANNOUNCED = [
    "I'd also love to know if you're planning any more of those pottery evenings",
    "I would like to know whether you rent out marquees, as we have a fete in June",
    "Also I want to ask, is it possible to have the catalogue by e-mail and not by post?",
    "then i had a question about the compost, the one in bricks: is it safe for hens?",
    "I also wanted to ask whether you have a shop in Leeds",
    "We were wondering if you do gift wrapping for schools",
    "And I'd be curious to hear how you make the blue glaze",
    "One more thing, I'd like to find out what the membership costs for a family",
    "I've got another question about your gift cards, do they run out?",
    "By the way, I'm wondering whether you sell to clubs",
    "I'd also like to know how I can have parcels brought to a boat, since nobody is ashore before May",
]
MORE_OF_A_RETURN = [
    "I'd like to know how I send it back",
    "I also want to know what happens next",
    "I was wondering if you need anything else from me",
    "I'd like to know whether I get the money to my card",
    "I wanted to ask if this can be done by Friday",
]


@each_row("task, text", product([RETURN, INVOICE], ANNOUNCED))
def test_a_question_that_is_announced_is_a_part(task: str, text: str) -> None:
    [part] = make_plan(f"Hello, it's me again. {task} {text}. My aunt sends her love. Kim").leftovers

    assert text.rstrip("?")[-20:] in part.text


@each_row("text", MORE_OF_A_RETURN)
def test_what_is_asked_of_the_return_itself_is_no_part_by_being_announced(text: str) -> None:
    assert not announces_question(text, ["ProductReturn"])


def test_what_follows_an_announced_question_and_points_to_it_belongs_to_it() -> None:
    asked = "I'd also like to know how I can have parcels brought to a boat. Is there a way to put that on the form?"

    assert [one.text for one in make_plan(f"Hello. {RETURN} {asked} Many thanks, Kim").leftovers] == [asked]


HOW_IT_IS_DONE = [
    "Please give me the papers for it",
    "please send me what I need for that",
    "How do you want to do it from over here?",
    "Please let me have the paperwork for that",
    "Could you send me the label I need?",
    "can you e-mail me whatever is needed for that",
    "Please send us everything we need for it",
    "How shall we do it?",
    "How do you want me to send it back?",
    "What do you need from me for that?",
    "How would you like to arrange it from abroad?",
]
ASKED_FOR_BESIDE = [
    "Please send me the manual for the boiler",
    "Please send me a copy of my warranty",
    "How do I change my email address?",
    "Can you send me the price list for benches?",
    "How do you deliver to an island without a ferry?",
]


@each_row("text", HOW_IT_IS_DONE)
def test_how_a_return_is_done_is_no_part_beside_it(text: str) -> None:
    assert make_plan(f"Hello, it's me again. {RETURN} {_ended(text)} My aunt sends her love. Kim").leftovers == []


@each_row("text", ASKED_FOR_BESIDE)
def test_what_else_is_asked_for_beside_a_return_is_a_part(text: str) -> None:
    [part] = make_plan(f"Hello, it's me again. {RETURN} {_ended(text)} My aunt sends her love. Kim").leftovers

    assert text.rstrip("?") in part.text


STATUS_TOLD = [
    "I can't see in my account whether it has shipped",
    "the page only says 'processing', and it has been saying so since last Wednesday",
    "I cannot tell from the site when they will get here",
    "Your website still shows it as pending",
    "We couldn't find out where the parcel is",
    "The tracking says in transit and nothing else",
    "The order's page just says confirmed",
    "I'm unable to see if it was sent",
    "my account shows processing for it",
    "The status has said awaiting dispatch all week",
]
OF_ITS_OWN = [
    "I can't see my old orders in my account any more, the list is empty",
    "The page says error 502 and logs me out",
    "Your app shows somebody else's name",
    "I can't tell the two cables in the kit apart",
    "The checkout page says my card was declined",
]


@each_row("text", STATUS_TOLD)
def test_what_is_seen_of_an_order_that_is_looked_up_is_no_part(text: str) -> None:
    assert make_plan(f"Hello, it's me again. {ORDER} {text}. My aunt sends her love. Kim").leftovers == []


@each_row("text", OF_ITS_OWN)
def test_what_is_wrong_with_the_site_is_no_status(text: str) -> None:
    assert not tells_status(text)


OWN_NUMBERS = [
    "Our customer number with you is 700431, if that speeds things along",
    "Our PO 88-2031 covered forty stacking chairs, which have been put in Room 14",
    "My account number is 55-9021, in case it helps",
    "Our client number is KD-40412",
    "The customer number is 881203 for your files",
    "Our supplier number in the system is 30-4471",
    "My membership number is 4410298",
    "Our VAT number is 99-31204",
    "Our project number 77-120 is on all papers",
    "We are under account number 221-904 with you",
    "Our cost centre 40-118 stands on it",
]
OF_A_NUMBER = [
    "The site does not accept my customer number 700431",
    "Could you change the name on our account 55-9021?",
    "Please put our VAT number 99-31204 on the account",
    "My membership number 4410298 no longer works at the checkout",
    "I'd like a new card for my membership number 4410298",
]


@each_row("text", OWN_NUMBERS)
def test_a_number_of_the_writers_own_that_is_only_told_is_no_part(text: str) -> None:
    assert make_plan(f"Hello. {INVOICE} {text}. Best wishes, Lorraine").leftovers == []


@each_row("text", OF_A_NUMBER)
def test_what_is_asked_or_wrong_with_a_number_of_the_writers_own_is_not_only_told(text: str) -> None:
    assert not tells_own_number(text)


COUNTED_UP = [
    "Secondly, I can't download any of our older papers from the portal",
    "Also, I cannot log in to the trade portal",
    "Another thing, we can't open the price list",
    "Finally, I am not able to reset my password",
    "Lastly, we couldn't print the delivery notes",
    "Third, I can't get into my account",
    "And also, we still can't sign in with the new address",
    "On top of that, I cannot redeem my voucher",
    "Next, I can't update our company name",
    "Second, I can't seem to connect the hub",
]


@each_row("text", COUNTED_UP)
def test_a_problem_that_is_counted_up_is_a_part_with_how_it_shows(text: str) -> None:
    shows = "When I click on it, the page says 'error 502' and then logs me out"
    [part] = make_plan(f"Hello, this is Ann. {INVOICE} {text}. {shows}. Best wishes, Lorraine").leftovers

    assert part.text.endswith(shows)


NO_PROBLEM = [
    "Also, I can't wait to try it",
    "Secondly, I cannot thank you enough",
    "Also, I can't find the number any more",
    "Finally, I couldn't return it sooner",
    "I can't log in",
]


@each_row("text", NO_PROBLEM)
def test_what_is_no_problem_or_not_counted_up_is_left_to_the_reader(text: str) -> None:
    assert not counts_up_problem(text)


SINCE_WHEN = [
    "Since we changed our system in July we have to match each paper to a receipt, otherwise someone rings me up",
    "Ever since our audit each bill must carry a code or the office sends it round again",
    "Because we moved to Hull in May everything goes over another desk first",
]


@each_row("text", SINCE_WHEN)
def test_how_things_are_done_where_it_is_written_is_no_part(text: str) -> None:
    assert make_plan(f"Hello, it's Lorraine. {text}. {INVOICE} Best wishes, Lorraine").leftovers == []


ASKED_SINCE = [
    "Since we moved we need a second login, could you set that up?",
    "Because my name has changed I want a new card",
    "As we are a charity, please take the tax off",
    "Now that our office has closed I would like the account ended",
    "After the move my password no longer works",
]


@each_row("text", ASKED_SINCE)
def test_what_is_asked_with_its_reason_first_is_not_only_told(text: str) -> None:
    assert not tells_since_when(text)
