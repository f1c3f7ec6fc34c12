"""The kernel: clock, working days, money, identifiers, periods, events and the outbox.

It owns the append-only record of what happened and the delivery of reactions. It imports nothing of ours.
`clock`, `days`, `identifiers`, `working_days`, `money`, `periods`, `errors` and `event` are plain Python, so
that pure rules may use them.
"""
