"""Files people give and get: documents in, FAQs, cases, dossiers and spreadsheets out; nothing of Slack or terminal."""
