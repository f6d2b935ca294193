"""``python -m tests.day FOLDER``: a day at the desk, played through the trial's page; pictures of each step."""
