"""What there is to notice at each step of a first visit."""

MY_DAY = (
    "What you promised and to whom, sorted by what breaks first; offers to answer; tasks; and your load "
    "against your limit, with what was taken off the limit first."
)
TEAM = (
    "Who carries how much, after what is taken off their limit; the cases that nobody owns, and why; "
    "the promises that are about to break."
)
CLIENT = (
    "Who they are and what they need from us stands under the header of every page about them. Below "
    "it: every benefit, what we promised, one story of all that happened, and what each system holds, "
    "as of which day."
)
BROKEN = (
    "A promise has words, a day and a clock. When the day passes it is broken, and officer and leader "
    "see it. It stays owed until it is put right, and it never turns into one that was kept in time."
)
OFFER = (
    "A colleague asks you to take this case, with a note for you. Nothing about it changes until you "
    "accept. If you do not answer in time, it goes back."
)
OFFER_BETWEEN_OTHERS = (
    "One officer asks another to take this case, with a note. Ownership moves only when they accept, "
    "and every hop is kept."
)
UNOWNED = (
    "It says so, and why: nothing is hidden in a queue. If you have room and the training, you may take it."
)
UNOWNED_TO_GIVE = (
    "It says so, and why. Ask someone with room and the training to take it: they are asked, not told."
)
SEARCH = (
    "Type a name from the pages you saw, its parts in another order and with one wrong letter. A whole "
    "National Insurance number or reference leads straight to the client. What you type stays out of "
    "addresses."
)
STANDARDS = (
    "How much was decided in time, benefit by benefit and month by month: who is behind, and the "
    "definition and source of each figure."
)
