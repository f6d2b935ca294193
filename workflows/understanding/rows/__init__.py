"""The rows the trained readers learn from: label, tab, text; lines that open with # are notes."""
