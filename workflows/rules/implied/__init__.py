"""Returns that are probably wanted and not asked for: at most they are asked about.

First the writer's ``own_things`` (``one_thing``: the only one), then each sign: ``misfits``, ``weariness``,
``given_up``; ``unsaid`` joins them.
"""
