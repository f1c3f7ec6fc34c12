"""Pages about links: pairs to decide, what is held where, joining and parting, and how good links are."""
