"""Access: who may sign in, in which role, where, and whose records they see.

It owns accounts, grants, clearances, restrictions of records, conflicts of interest, challenged access
and the record of who looked. It works out the Viewer, and the conditions that all domains put into their
queries. It announces what was given, ended, restricted, declared and opened. It does not know what an
officer, a client or a case is: offices, teams and clients are only ids here.
"""
