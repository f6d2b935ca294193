"""What a Slack message says, read from all that Slack shows of it. Pure: nothing is asked, sent or stored here."""
