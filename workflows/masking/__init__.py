"""Masking of payment cards and secrets before anything is stored."""
