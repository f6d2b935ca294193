"""What one process holds in memory for all its messages: caches, calls under way, who listens, what rests or stops.

No records: what has to outlive the process stands in ``storage``.
"""
