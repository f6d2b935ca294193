"""What only a person can settle: ``danger`` first, then complaints about an order, then requests ``beyond`` us.

A complaint is read by the ``roles`` of its words; beyond us are ``data_rights``, ``changes``, of which ``deeds`` that
are done are none, what is ``broken``, and ``wishes``. Who wants a person stands in ``persons``, and
whether a danger that was told goes on in ``again``.
"""
