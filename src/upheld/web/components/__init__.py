"""What pages are made of. Each component is a frozen read model here and a template of the same name;
docs/reference/pages.md shows each.
"""
