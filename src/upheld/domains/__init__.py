"""Where state lives: one folder for each domain, each using only the rows below it."""
