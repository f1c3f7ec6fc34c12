"""Processes that cross domains, and what happens next after an event."""
