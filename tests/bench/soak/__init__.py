"""The desk for ten minutes and longer: mixed messages, faults at the wire, kills; what is counted at the end."""
