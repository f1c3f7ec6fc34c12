"""People: one record for each client, with what every benefit system holds about them, kept as received.

It owns clients (names, addresses and ways of reaching them over time), what each client needs from us, who
speaks for them, the source records of other systems with their history, and the rows of extracts that could
not be read. It finds people. It announces that a client was registered, that a source record arrived or
changed, that needs changed, and that a row was set aside; events hold ids and the name of a system, never a
person's data. It does not decide that two clients are one person beyond an exact match of National Insurance
number and date of birth, and it knows nothing of cases, officers or promises.
"""
