"""What answers or follows what the desk asked or told before in the case; what that was is not known here.

First answers (``yes_no``, ``short_answers``, ``pending``, ``references``), then ``one_more`` thing, then ``followups``.
"""
