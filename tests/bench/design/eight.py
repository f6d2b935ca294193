"""``python -m tests.bench.design.eight serve``: ``frontdesk`` with eight jobs in flight: a process is soon full."""

from workflows.engine import port

AT_ONCE = 8

if __name__ == "__main__":
    port.JOBS_IN_FLIGHT = AT_ONCE  # before what takes it from there is imported
    from bot.terminal.cli import main

    main()
