"""Pages about who may see what: roles, restricted records, conflicts, opened records, and who looked."""
