"""The permission oracle: the rules of access said again, slowly, and compared with every door."""
