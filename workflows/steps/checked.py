"""The check of a model's words, imported with the first words: a desk without a model needs none of it."""

from workflows.receipts.facts import AllowedFacts

__all__ = ["AllowedFacts", "unsupported_claims", "without_unsupported", "words_not_theirs"]


def unsupported_claims(prose: str, allowed: AllowedFacts) -> list[str]:
    """Return what ``prose`` states without a record: ``workflows.receipts.check.unsupported_claims``."""
    from workflows.receipts import check  # noqa: PLC0415 - see the top

    return check.unsupported_claims(prose, allowed)


def without_unsupported(prose: str, allowed: AllowedFacts, *, may_be_empty: bool = False) -> str | None:
    """Return ``prose`` without the sentences that state it: ``workflows.receipts.check.without_unsupported``."""
    from workflows.receipts import check  # noqa: PLC0415 - see the top

    return check.without_unsupported(prose, allowed, may_be_empty=may_be_empty)


def words_not_theirs(concern: str, message: str) -> str | None:
    """Return what of a concern the message does not say: ``workflows.receipts.concerns.not_theirs``."""
    from workflows.receipts import concerns  # noqa: PLC0415 - see the top

    return concerns.not_theirs(concern, message)
