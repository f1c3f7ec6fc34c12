"""Casework: cases, their owners, handovers, tasks, holds and notes.

It owns the one rule that everything else serves: an open case has exactly one owner who is present and
employed, or stands visibly
unowned with a reason; and it always has an open task and a next date. The database itself refuses anything
else.
It announces every case opened, offered, handed over, released, moved on and closed. It does not decide
claims, and it makes promises
only through the charter.
"""
