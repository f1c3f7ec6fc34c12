"""Charter: the promises made to clients: in which words, by when, from which standard, kept or broken.

It announces promises made, kept, broken and withdrawn; the clock breaks what is not kept in time, and nothing
that was broken is ever counted as if it had not been. It does not know what a case is, nor who owns one:
it is told their ids. The words and the time limits are the agency's, in its pack.
"""
