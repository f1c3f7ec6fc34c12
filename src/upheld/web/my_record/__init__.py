"""Pages for clients and those who speak for them: what is held, and who looked."""
