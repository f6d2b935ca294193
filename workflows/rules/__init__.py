"""The keyless engine: a rule for each step, pure functions of text. Nothing is looked up, stored or answered here.

A message is read room by room, and a room knows only those before it: ``syntax`` (clauses), ``products`` (things
named), ``returns`` (asked for), ``implied`` (probably wanted), ``corrections`` (taken back), ``escalation`` (for a
person), ``lookups`` (orders, invoices), ``frame`` (what stands around them), ``doubt`` (is it wanted?), ``followups``
(on what the desk said), ``planning`` (the tasks). Loose are ``route`` (where a message goes), ``evidence`` (how sure a
task is) and ``first_aid`` (first responses). The word lists are data in ``words``.
"""
