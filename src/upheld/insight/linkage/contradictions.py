"""What says that two records are not about one person, whatever joins them through others. Pure.

A run over everything goes by it, and so does an arrival.
"""

MOST_OF_ONE = 40
"""Nobody is held in more records than this, apart from exact duplicates; a larger cluster is a chain."""

NEVER = ("died.before_born", "died.different")
"""What always contradicts."""

NEVER_IN_ONE_SYSTEM = ("number.different", "number.two_slips")
"""What contradicts between two records of one system."""

UNLIKE = (
    *("number.different", "name.family_same", "name.different"),
    *("born.different", "born.year", "born.two_parts"),
)
"""What contradicts when the two are, all in all, not one person."""

WOULD_JOIN_UNLIKE, WEAK_BRIDGE, TOO_MANY = "would_join_unlike", "weak_bridge", "too_many"
"""Why a link is refused, and goes to a person: it would bring together what contradicts, it alone would hold
two firm groups, or the whole would be a chain.
"""

FITS_TWO = "fits_two"
"""Why a link goes to a person by which a record could join two clusters as well."""
