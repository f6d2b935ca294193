"""Measurements of the real bot, each beside a floor of the same run.

``make bench`` (``python -m tests.bench.design``) prints the design's table of numbers, beside an earlier build as well;
``make soak`` (``python -m tests.bench.soak``) lets the bot run long, with faults and kills. Parts of this build alone:
``python -m tests.bench ack idle``, a file each; ``--json FILE`` keeps all samples.

==============  ===========================================================  ==========================================
name            what is measured                                             its floor
==============  ===========================================================  ==========================================
``ack``         acks of signed events at 20 events/s, and in a burst of 200  a bare Bolt app that stores one row
``throughput``  messages/s and CPU seconds, until every reply is posted      the bare app's events/s and CPU
``end_to_end``  from event to reply when the model takes 500 ms a call       four such calls, one after another
``idle``        resident memory, CPU at rest, start to ready                 the bare app's
``rules``       the rules engine: classify and plan of one message           none
``faq``         ten FAQs of three documents, and the tokens sent for them    21 calls one by one, all text in each
==============  ===========================================================  ==========================================

What runs: ``frontdesk serve`` itself on SQLite files in a temporary folder (``processes``), a Slack that does nothing
but answer (``slack``: the strict fake of the tests would dominate), a sender of signed events (``driver``), the bare
app (``floor``) and the tests' fake model; each in its own process, all on 127.0.0.1. The message is always the
sample with three requests, spread over 50 support channels, since Slack takes about one message a second and channel:
so most messages cost the bot a status call, a progress message, and the update by which it becomes the reply.

How to read it: machines differ and are noisy, so ratios count. The bot and its floor take turns within a run, each is
measured three times; the table shows the median and, in brackets, the lowest and the highest. The line below the table
says how noisy the machine was: the same work in pure Python, timed before each measurement, and a sync to the disk.
Nothing is asserted about time. The exit code is 1 only if something was lost, doubled or done by the wrong engine.
"""
