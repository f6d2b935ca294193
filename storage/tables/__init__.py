"""The tables of the case database. Every table carries ``team_id``; times are UTC. Migrations follow these files.

Queries import tables from here: then ``METADATA`` knows all of them, in whatever order files are read.
"""

from storage.tables.case import (
    MINE,
    NEEDS_PERSON,
    TO_ERASE,
    UNANSWERED,
    UNASSIGNED,
    UNWARNED,
    cases,
    corrections,
    customers,
    notes,
    timeline,
)
from storage.tables.columns import METADATA
from storage.tables.faq import (
    faq_alias_presses,
    faq_aliases,
    faq_documents,
    faq_entries,
    faq_gaps,
    faq_requests,
    faq_sets,
)
from storage.tables.message import OWED_TURN, app_roots, catch_ups, channel_ids, greetings, messages, tombstones, turns
from storage.tables.post import IN_STAFF_CHANNEL, OWED_POST, PRIVATE_POST, posts
from storage.tables.process import call_budgets, chores, crashed_jobs, executors, serving
from storage.tables.staff import saved_replies, viewers
from storage.tables.task import UNFINISHED, investigations, rmas, step_runs, tasks
from storage.tables.team import counters, erasures

__all__ = [
    "IN_STAFF_CHANNEL",
    "METADATA",
    "MINE",
    "NEEDS_PERSON",
    "OWED_POST",
    "OWED_TURN",
    "PRIVATE_POST",
    "TO_ERASE",
    "UNANSWERED",
    "UNASSIGNED",
    "UNFINISHED",
    "UNWARNED",
    "app_roots",
    "call_budgets",
    "cases",
    "catch_ups",
    "channel_ids",
    "chores",
    "corrections",
    "counters",
    "crashed_jobs",
    "customers",
    "erasures",
    "executors",
    "faq_alias_presses",
    "faq_aliases",
    "faq_documents",
    "faq_entries",
    "faq_gaps",
    "faq_requests",
    "faq_sets",
    "greetings",
    "investigations",
    "messages",
    "notes",
    "posts",
    "rmas",
    "saved_replies",
    "serving",
    "step_runs",
    "tasks",
    "timeline",
    "tombstones",
    "turns",
    "viewers",
]
