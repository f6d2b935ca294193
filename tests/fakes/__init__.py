"""Fakes that are at the wire: servers the real bot talks to in tests."""
