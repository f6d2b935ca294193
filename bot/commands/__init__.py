"""The commands of the terminal, one file each; ``bot.cli`` lists them."""
