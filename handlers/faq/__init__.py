"""FAQs: making a set, acts on it, its report, gaps."""
