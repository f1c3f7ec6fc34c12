"""What invented officers write and say: short, plain, and about nobody."""

NOTES = (
    "Rang and introduced myself. Explained what happens next and by when. No questions for now.",
    "No answer at 10am or 2pm. Left a message with my direct number, no details. Will try again tomorrow.",
    "Spoke for 20 minutes. Happy to be called by first name. Prefers the morning.",
    "Sent the list of what we need and why. Said that a photo of each letter is fine.",
    "Letter from the surgery has come in. It covers what we asked for. Nothing more is needed.",
    "Bank statement is for the wrong month. Asked once for March, by text, and thanked them for the rest.",
    "Went through the form together on the phone. Two answers changed, both read back and agreed.",
    "Asked how the last letter was to read. Too long. I will ring first next time, then write.",
    "Worried about the date. Told them where we are and promised to ring before it, not after.",
    "Neighbour helps with post on Thursdays. Send nothing that must be answered sooner.",
    "Agreed to wait until the hospital letter comes. Nothing for the customer to do.",
    "Checked with the other benefit team: they hold the same address, so no need to ask again.",
)

WARM_NOTES = (
    "Was told that someone new will ring this week. Everything has been sent in, please do not ask again.",
    "Prefers a call after lunch. We still owe an answer about backdating. Knows that you will ring.",
    "All supporting information is here. The decision is nearly written: see my last note for the reasons.",
    "Two calls so far, both friendly. Worried about rent. The next step is ours, not theirs.",
    "Was passed on once before, so please ring yourself. I have said sorry for the change.",
)

LEADER_NOTES = (
    "Nobody has spoken to this customer yet. Please make first contact in time.",
    "You know this benefit best and have room this week. Tell me if that is not so.",
    "The last owner is away. The customer knows that somebody new will ring.",
)

DECLINES = (
    "I am at my limit this week and would be late with first contact.",
    "I know the family. It should go to someone else.",
    "I am on leave from Monday, so the promise would break.",
)

GIVEN_BACK = "I cannot keep what was promised here: I am moving to the drill on Monday."

REFUSED = (
    "Not awarded: the conditions are not met. The reasons were explained on the phone.",
    "Not awarded: income is above the limit. Told about other help.",
)
ENDED = (
    "Found work and no longer claims.",
    "Moved abroad.",
    "Award came to its end.",
    "Claims another benefit instead.",
)
WITHDRAWN = ("The customer withdrew the claim.",)

HOLD_NOTE = "Appointment for the assessment is made. Nothing for the customer to do until then."

SAFE_CONTACT = (
    "Ring after 2pm only. Do not leave messages.",
    "Text first. Someone else answers the landline.",
    "Do not write to the address: use email.",
    "Ring the support worker if there is no answer by noon.",
)
