"""Measuring routing and splitting on labelled rows: rows, scores, the report."""
