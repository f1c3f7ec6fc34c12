"""Pages about keeping and erasing: the rules and what is due, and the legal hold on one client."""
