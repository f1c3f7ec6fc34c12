"""Access: who may sign in, in which role, for which offices and teams.

It owns accounts and grants, and works out the Viewer whose scope every query applies.
It announces grants given and ended. It does not know what an officer, a client or a case is: offices and
teams are only ids here.
"""
