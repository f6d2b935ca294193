"""What the browser tests share: headless Chromium, one trial workspace a test, a scripted bot, the page as a person uses it."""
