"""Where people and the desk hand a case to each other: cards in the staff channel, buttons under answers."""
