"""When people of support are there: a pure calendar, what operators write about it, and public holidays."""
