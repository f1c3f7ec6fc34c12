"""How well and how fast cases are given to officers, on invented agencies that anyone can make again."""
