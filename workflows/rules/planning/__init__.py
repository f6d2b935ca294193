"""The tasks of a message, whatever route it takes.

``plan`` asks the other rooms in turn, ``leftovers`` takes what no task answers, ``candidates`` says how sure each task
is; ``support`` holds a model's tasks against that. ``requests`` only asks whether there is anything to do.
"""
