"""The permission oracle: the rules of access said a second time, slowly and plainly, and compared with every door."""
