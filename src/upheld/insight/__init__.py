"""Analytics over what happened: event logs read in, standards and handovers measured.

Insight reads and never commands. It is told facts (a log file, a query's read models) and answers with
figures.
"""
