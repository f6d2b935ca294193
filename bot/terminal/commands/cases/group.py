"""The commands under ``frontdesk cases``: one list. Their modules are imported when called."""

from bot.terminal.lazy_command import LazyCommand

HERE = "bot.terminal.commands.cases"
CASE_COMMANDS = (
    LazyCommand("list", f"{HERE}.list:list_cases", "List cases, newest first."),
    LazyCommand("search", f"{HERE}.list:search", "Find cases by what was said in them, or by a number of ours."),
    LazyCommand("show", f"{HERE}.show:show", "Show everything that is stored about a case."),
    LazyCommand("assign", f"{HERE}.assign:assign", "Give a case to a member of staff, or to nobody."),
    LazyCommand("resolve", f"{HERE}.act:resolve", "Close a case, of which its requester is told."),
    LazyCommand("reopen", f"{HERE}.act:reopen", "Open a resolved case again: a person owes something from now on."),
    LazyCommand("export", f"{HERE}.export:export", "Export all cases, oldest first, as CSV or JSON."),
)


def cases() -> None:
    """Look at stored cases and act on them, as the operator; each act is noted on the case's timeline.

    \b
    Examples:
      frontdesk cases list escalated
      frontdesk cases search blue lamp
      frontdesk cases show CASE-1001
      frontdesk cases resolve CASE-1001
    """
