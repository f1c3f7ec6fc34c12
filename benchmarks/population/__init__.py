"""An invented population of the United Kingdom, as several benefit systems hold it, with the truth beside it.

People live in households, have names of many origins that change by marriage, move, and change their phones.
Each system holds some of them, as of some day, with the faults of `faults.py`: kind by kind, at a known rate.
All is drawn from one seed: the same command makes the same file. Nobody in it exists.
"""
