"""How people come in: passwords, second steps, single sign-on, guessing, and how long a session lasts."""
