"""Documents that live elsewhere: web pages, sitemaps and folders, read once and again. Every answer is untrusted."""
