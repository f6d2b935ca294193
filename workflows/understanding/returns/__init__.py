"""What is to be returned and why, read by a trained tagger; nothing here knows orders, invoices or what may be done."""
