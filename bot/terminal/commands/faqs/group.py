"""The commands under ``frontdesk faq``: one list. ``frontdesk faq SOURCE…`` without a command's name makes a set."""

import typer

from bot.terminal.help import GroupedCommands
from bot.terminal.lazy_command import LazyCommand

HERE = "bot.terminal.commands.faqs"
MAKE = "make"
FAQ_COMMANDS = (
    LazyCommand(MAKE, "bot.terminal.commands.faq:faq", "Make FAQs from documents; every answer is proved by a quote."),
    LazyCommand("list", f"{HERE}.list:list_sets", "List sets of FAQs, newest first."),
    LazyCommand("show", f"{HERE}.show:show", "Show the entries of a set: what they answer, and what was decided."),
    LazyCommand("approve", f"{HERE}.decide:approve", "Stand by entries: they are published with their set."),
    LazyCommand("reject", f"{HERE}.decide:reject", "Keep entries from customers."),
    LazyCommand("edit", f"{HERE}.write:edit", "Change the question or the answer of an entry."),
    LazyCommand("add", f"{HERE}.write:add", "Write an entry in your team's own words."),
    LazyCommand("remove", f"{HERE}.write:remove", "Take an entry out of its set, and out of what is published."),
    LazyCommand("aliases", f"{HERE}.aliases:aliases", "List wordings people chose a FAQ for; approve them."),
    LazyCommand("erase", f"{HERE}.erase:erase", "Erase a set with its documents, for good."),
)
SECTIONS = (
    ("Make", (MAKE,)),
    ("Look", ("list", "show")),
    ("Decide", ("approve", "reject", "aliases")),
    ("Write", ("edit", "add", "remove")),
    ("Erase", ("erase",)),
)


class FaqCommands(GroupedCommands):
    """The group: what begins with no command's name is what ``make`` is called with."""

    sections = SECTIONS

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """Put ``make`` before documents and their options."""
        known = {*self.commands, *self.get_help_option_names(ctx)}
        return super().parse_args(ctx, args if not args or args[0] in known else [MAKE, *args])


def faq() -> None:
    """Make FAQs from documents; every answer is proved by a quote. Look at sets, decide about entries, change them.

    \b
    frontdesk faq SOURCE…    makes a set of files, folders, web pages, sitemaps;
                             `frontdesk faq make --help` has its options. A
                             file named like a command: ./list
    frontdesk faq-publish N  answers customers from a set
    frontdesk faq-sync       reads the sources of sets again
    frontdesk faq-gaps       lists what no published set answers

    \b
    Examples:
      frontdesk faq tests/data/documents/returns-policy.md --count 5
      frontdesk faq list
      frontdesk faq show 1 --waiting
      frontdesk faq approve 1 3 4
      frontdesk faq edit 1 3 --answer "Within two weeks."
    """
