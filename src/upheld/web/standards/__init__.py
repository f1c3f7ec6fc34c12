"""The page about standards: how much was done in time, benefit by benefit and month by month."""
