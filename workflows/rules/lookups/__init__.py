"""Which orders are looked up and which invoices are looked into, and with what ``concern``.

First numbers that are asked about (``invoices``, ``lookups``) and not only named (``not_asked``), then those that no
word calls an order's (``bare_numbers``), papers and parcels without one (``unnumbered``), and ``anothers`` orders.
"""
