"""“Your sign-in and security”: what somebody signs in with, and where they are signed in."""
