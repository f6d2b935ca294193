"""The commands of the terminal, one file each; ``bot.terminal.cli`` lists them."""
