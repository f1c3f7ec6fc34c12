"""The composition root: settings, addresses, the database's supervisor and the entry points."""
