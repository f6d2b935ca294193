"""The desk's own short words to customers: questions for what is missing, and what is said to small talk."""

from storage.records import AWAITING_ACCOUNT, AWAITING_DETAILS, TaskRow
from workflows.answers import Task
from workflows.results import FIELD_NAMES

NO_TEXT = "How can I help? Please tell me in words what you need; I can only read text so far."
ALL_RIGHT = "All right. Write here whenever you are ready."
THANKS_FOR_TELLING = "Thank you for telling me. Write here whenever you need anything."
AGAIN = "Sorry, I could not tell which one you mean."

# Where the numbers that we ask for stand as a rule; no record says so of this customer's.
USUALLY = {
    "account_number": "An account number usually stands at the top of an invoice, near your name.",
    "invoice_number": "An invoice number usually stands at the top of the invoice, or in the mail that it came with.",
    "product_name": "The name usually stands on the product or its box; your own words for it will do as well.",
    "order_id": "An order number usually stands in the mail that confirms the order, and on the delivery note.",
}
IF_NOT_FOUND = "If you cannot find it, just say so, and I hand this to a person who can search without it."
WITHOUT_IT = (
    "Tell me what it is about, with the number if you find it; without it a person can search for you: just say so."
)
IF_FOUND = "If you come across it, write it here."


def dropped(field: str) -> str:
    """Say that we ask no more for ``field``, and that nothing else has been cancelled by that."""
    asked_for = {**FIELD_NAMES, AWAITING_ACCOUNT: "account number", AWAITING_DETAILS: "details"}.get(field)
    question_for = f"my question for the {asked_for}" if asked_for else "my question"
    return f"All right, I have dropped {question_for}. Write here whenever you need something else."


def added(number: str) -> str:
    """Say that a message was added to the case ``number``, which waits for a person already."""
    return f"Thank you, I have added this to your case {number}; a person will read it."


def noted(number: str) -> str:
    """Say that a message was added to the case ``number``, which nobody has been asked to read yet."""
    return f"Thank you, I have added this to your case {number}. If you would like a person to read it, just say so."


GOOD_TO_HEAR = "Good to hear. Write here whenever you need something else."
NO_LONGER_WAITS = (
    "Good to hear. Your case no longer waits for a person; if it comes back, or if you want one after all, write here."
)
WELCOME = "You're welcome. Write here whenever you need something else."
WHAT_IS_IT = "Of course. What is it? Invoices, returns, orders, or anything else: just write."
I_AM_HERE = "I am here."
WHAT_FOR = "What can I do for you? If you would rather have a person, just say so."
NOT_CHANGED = "I have not: I cannot cancel or change anything myself."
NOT_YOURS = (
    "How an order stands I tell only the person who placed it: they can ask here themselves. "
    "If you would like somebody of support to look at it, just say so."
)
NOT_MINE_TO_STOP = "I cannot stop an investigation myself."
TAKE_YOUR_TIME = "All right, take your time. I still need what I asked for."
READ_IN_PART = "Your message is longer than I can read at once: a person will read what I have not."
NO_EXCHANGE = "I cannot exchange anything myself. If you would like a person to see to that, just say so."
NO_REPAIR = "I cannot arrange a repair myself. If you would like a person to see to that, just say so."
LEFT = "All right, I leave it. Write here whenever you need something else."


def wanted(task: Task | TaskRow) -> str:
    """Ask whether a task is wanted at all."""
    match task.query_type:
        case "ProductReturn":
            about = f"return the {task.product_name}"
        case "BillingInquiry":
            about = f"have invoice {task.invoice_number} looked into"
        case "StatusUpdate":
            about = f"hear how order {task.order_id} stands"
    return f"Would you like to {about}? Please answer yes or no."


def question(field: str) -> str:
    """Ask for a missing field."""
    match field:
        case "product_name":
            return "Which product would you like to return? Please tell me its name, and the reason if you like."
        case _:
            return f"Please tell me the {FIELD_NAMES[field]}, and I will look it up."


CANNOT_LOOK = "I cannot look at pictures; a person will: {}."
CANNOT_OPEN = "I cannot open this; a person will: {}."
NOT_READ = "I could not read {} ({}); a person will."
IF_WANTED = "{}. If a person should look at it, just say so."
PICTURES_KEPT = "I cannot look at pictures: {} is kept with your case"
CLOSED_KEPT = "I cannot open files of this kind: {} is kept with your case"
UNREAD_KEPT = "I could not read {} ({}), which is kept with your case"
