"""Pages about clients: finding one, reading all about them, saying what they need, opening a case."""
