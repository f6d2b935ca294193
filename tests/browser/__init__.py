"""What the browser tests share: headless Chromium, a trial workspace, a scripted bot, the page as a person uses it."""
