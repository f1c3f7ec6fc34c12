"""Workforce: offices, teams and officers; their training and hours, when they are away and when they leave.

It owns the answer to "may this person own cases?", in a row to which casework ties every owned case.
It announces who joins, moves, is away, is back, leaves and has left. It does not know what a case is, nor
who owns one: what follows for the cases of a leaver is decided in the journeys.
"""
