"""The design's table of numbers, row by row: a floor, the build of 63ce1dd and this build, in turns: ``make bench``."""
