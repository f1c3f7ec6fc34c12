"""Pure computation: who should own what, how many people a standard needs, and who is on duty."""
