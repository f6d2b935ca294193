"""Promises to users, each a test named after it; fakes stand at the wire."""
