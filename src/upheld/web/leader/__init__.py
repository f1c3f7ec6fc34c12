"""The pages of those who lead: a team, what nobody owns, and an officer's time at work."""
