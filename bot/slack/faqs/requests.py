"""What people ask of a finished set of FAQs: the requests, and the jobs that do it."""

from storage.faq_records import FaqEntry, FaqRequest, FaqSet
from workflows.engine.port import Job

REMAKE, SEND_FILES = "remake_faq_entry", "send_faq_files"  # the job handlers' names


def remake_request(faq: FaqSet, entry: FaqEntry, user: str, *, by_staff: bool) -> FaqRequest:
    """Return the request to make an entry anew: one for each version of it, whoever presses how often."""
    job = remake_id(faq, entry.position, entry.version)
    return FaqRequest(faq.id, job, user, entry.position, entry.version, by_staff)


def remake_id(faq: FaqSet, position: int, version: int) -> str:
    """Return the id of the job of making this version of an entry anew."""
    return f"{faq.run}:again:{position}:{version + 1}"


def files_request(faq: FaqSet, user: str, press: str) -> FaqRequest:
    """Return the request of a set's files; ``press`` names the press of the button, and nobody."""
    return FaqRequest(faq.id, files_id(faq, press), user)


def files_id(faq: FaqSet, key: str) -> str:
    """Return the id of the job of sending the files; ``key`` names the press of a button.

    What is posted is called after it for ever. Earlier versions put who pressed before it, with a colon.
    """
    return f"{faq.run}:files:{key}"


def request_job(request: FaqRequest) -> Job:
    """Return the job of doing what is asked of a set. It names nobody: an engine keeps what it was given for days.

    Who asks stands in the request, which is there as long as it is owed.
    """
    set_id = request.set_id
    if request.position is None or request.version is None:
        _, _, key = request.job.partition(":files:")
        return Job(SEND_FILES, request.job, f"faq:files:{set_id}", (set_id, key))
    return Job(REMAKE, request.job, f"faq:{set_id}", (set_id, request.position, request.version))
