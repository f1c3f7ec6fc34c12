"""Short names that do not begin like the name they stand for, and given names written in several ways. Pure.

Short names which begin like the long one (Alex, Dan, Nick) need no list: a beginning is compared as such.
"""

_STAND_FOR = {
    "abigail": "abbie abby gail",
    "andrew": "andy drew",
    "anthony": "antony tony",
    "barbara": "babs barbra",
    "catherine": "katherine kathryn catharine katharine kate katie kathy cathy kay kitty kit",
    "charles": "charlie chuck chas",
    "christopher": "kit kris topher",
    "david": "dave davy dai",
    "dorothy": "dot dolly dottie",
    "edward": "ted teddy ned eddie",
    "eleanor": "ellie nell nelly nora elinor",
    "elizabeth": "elisabeth liz lizzie lizzy beth betty betsy libby lisa bess bessie eliza",
    "frances": "fanny fran frankie",
    "george": "georgie",
    "henry": "harry hank",
    "isabella": "isobel isabel isabelle bella izzy",
    "james": "jim jimmy jamie",
    "jennifer": "jenny jen",
    "john": "jack johnny jon johnnie",
    "joseph": "joe joey",
    "judith": "judy",
    "kenneth": "ken kenny",
    "laurence": "lawrence larry laurie",
    "leonard": "len lenny",
    "margaret": "maggie meg peggy peg madge daisy marge mags",
    "mary": "polly molly mae",
    "matthew": "matt",
    "michael": "mike mick mickey mikey",
    "mohammed": "muhammad mohammad mohamed muhammed muhamed mohamad mohd md mehmet mohamud",
    "nicholas": "nicolas nick nicky klaus",
    "patricia": "pat patty trish tricia patsy",
    "patrick": "pat paddy padraig",
    "philip": "phillip phil pip",
    "richard": "dick rick ricky rich",
    "robert": "bob bobby rob robbie bert",
    "rosemary": "rose rosie",
    "samuel": "sammy",
    "sarah": "sara sally sadie",
    "stephen": "steven steve stephan stefan",
    "susan": "sue susie suzie suzanne",
    "teresa": "theresa terry tess",
    "terence": "terry terrence terrance",
    "theodore": "ted theo",
    "thomas": "tom tommy",
    "victoria": "vicky vicki tori",
    "william": "bill billy will willie liam wilhelm",
    "yusuf": "yousef youssef yusef yousuf",
    "hussein": "hussain husain hossain",
    "aisha": "ayesha aysha aicha",
    "fatima": "fatma fatimah",
    "siobhan": "shivaun chevonne",
    "sean": "shaun shawn shane",
    "alastair": "alistair alasdair alister alisdair",
    "geoffrey": "jeffrey geoff jeff",
    "ann": "anne anna nancy annie",
    "jane": "janie jayne",
    "helen": "helena elena nell",
    "ian": "iain",
    "graham": "graeme",
    "neil": "neal niall",
    "katarzyna": "kasia",
    "malgorzata": "gosia",
    "aleksandra": "ola",
    "krzysztof": "krzys",
    "alexander": "sandy sasha sacha",
    "alexandra": "sandra",
}


def _first_named() -> dict[str, str]:
    """A short name that stands for several counts to the first: what is compared is a guess, not a fact."""
    stands_for: dict[str, str] = {}
    for name, shorts in sorted(_STAND_FOR.items()):
        for short in shorts.split():
            stands_for.setdefault(short, name)
    return {short: name for short, name in stands_for.items() if short not in _STAND_FOR}


STANDS_FOR = _first_named()
"""From a short name or a way of writing to the name that it is counted to, both folded."""
