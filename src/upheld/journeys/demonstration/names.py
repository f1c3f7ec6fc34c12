"""Invented names, streets and places. Any likeness to a person or an address is chance."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(" ".join(phrase.split()) for phrase in text.split(","))


GIVEN_WOMEN = _words("""
Aisling Amina Anneliese Beatriz Bronwen Carys Catrin Chidinma Comfort Dilys Efua Elspeth Fatoumata
Gwenllian Halina Ingrid Iolanda Jacinta Kavita Keziah Leocadia Maeve Marisol Meera Mirela Naoise Ngozi
Nilufar Oluchi Parveen Perpetua Rhiannon Rosalind Sabiha Saoirse Sinéad Soledad Tamsin Thandiwe Tirion
Ursula Wangari Xiulan Yasmin Zainab Zoë Agnieszka Bláthnaid Eirlys Françoise Hyacinth Josefína Léonie
Maryam Noor Philippa Renée Siân Winifred
""")

GIVEN_MEN = _words("""
Abdirahman Alasdair Aneurin Anselm Bogdan Caradoc Cormac Damir Dewi Efosa Emrys Fergal Florian Gethin
Gurdeep Hamza Idris Ioan Jerome Kwabena Lachlan Leopold Llewelyn Lorcan Mehmet Mihail Nnamdi Olumide Osian
Padraig Piotr Quentin Rafał Rhodri Ruairí Samir Stellan Tadeusz Tariq Thabo Tomos Uzoma Valentin Wilfred
Xavier Yusuf Zoltán André Björn Caoimhín Desmond Farouk Günther Hector Ishaan Jörg Kofi Marek Obadiah
Percival
""")

GIVEN_EITHER = _words("""
Alex Ashby Blessing Devon Jules Kit Marlowe Morgan Nima Rowan Sasha Wren
""")

FAMILY = _words("""
Abernathie Adeyinka-Rowe Akpan Alderwick Anstruthers Apsley-Nwosu Arkwell Balogunde Bannerjee Barrowclift
Bellwether Bhatterai Blackmoor Blenkarn Brathwaiter Brzezinka Cadwallon Carrington-Obi Castellanos
Chaudhuri Claverly Coombeworth Dąbrowiak D'Almeyda Dalrimple Darkwah Devereaux-Pryce Dhillonwal
Dragomiresc Duckwith Ekwueme Elphinstow Espinoza-Hart Fairweathers Farquarson Featherstow Fitzwarine
Galbraithe Garroway Gbadamose Glendowan Goldsworth Gruffudd Guðmunds Haggerstow Hakimian Harkaway
Hedgecote Hollingbrook Ibraheem Inkpenny Iyengarh Jankowiak Jellicote Jomaa-Fielding Kamara-Leigh Kenyatte
Kirkbright Kowalczuk Lallemande Lanyonne Lathbridge Llewellan Lobato Loxleigh MacAuslane Macdougan Mbekeni
McGillivary Mendonça Merriwick Mistrynath Mohammadi-Vale Montrosse Mukherji Nakamurai Ncubeni Nightingall
O'Callahan O'Dowde O'Farrelly O'Seanain Okonkwe Osbaldestone Oyelaren Papadakes Pargeter Pendragow
Pettigrewe Ponsonby-Diallo Quaysie Qureshin Ramnarayan Ravenscrofte Rosenkrantz Rutherglen Saltonstow
Sandhuwal Satterthwaithe Sørenstad Ssemakul Strickwell Szymaniak Tannahille Thistlewood Trevanyon Tsegayer
Tyrwhitte Uddinger Umarova-Kay Vanterpoole Villanueve Wanjirue Weatherstaff Whittingslow Wolstenholm
Wójcikow Yeomanson Zakariyan Ziółkow Ní-Dhomhnalle van-der-Welle al-Rashidi
""")

STREETS = _phrases("""
Tallow Lane, Candlemaker Row, Old Ropewalk, Heronsgate, Mercy Street, Quarry Bank, Saltpan Road,
Juniper Close, Weavers' Yard, Lantern Hill, Ferryman's Walk, Cooper's End, Bellfounder Street,
Orchard Rise, Dovecote Drive, Millrace Terrace, Hazel Mount, Chapel Steps, Wren Court, Fletcher's Field
""")

HOUSES = (
    "Flat 2, Larkspur House",
    "Flat 14, Beacon Court",
    "The Old Bakery",
    "Basement flat",
    "3rd floor, Teasel House",
)

STAFF_NAMES = _phrases("""
Aisling Okafor-Byrne, Bartholomew Quill, Chiamaka Eastwold, Dafydd Penrhosyn, Esmé Lockhartson,
Farah Siddiquin, Gareth Winterbourne, Hanneke Vosselaar, Imran Malikzai, Jocasta Fernleigh,
Kwaku Amponsah-Gray, Lowri Hafodwen, Magdalena Sikorowa, Niamh O'Tuathaile, Oswin Harbottlers,
Priyanka Desaikar, Queenie Marchbanks-Lo, Ruaridh McKillopson, Shabnam Yazdanpur, Tobias Greenhalge,
Uchenna Ihejirikawe, Verity Colquhounay, Winston Bramblecote, Xanthe Pappadimas, Yvonne Delacroixe,
Zubair Chowdhuree, Anwen Morganstern, Benedikt Hallström, Clementine Oyebanjoh, Dominika Zielińskaw,
Ewan Strathallen, Folasade Akintolani, Gwyneth Pritcharde, Hiroko Tanakawe, Ivo Marchetelli,
Jaswinder Bainsworth, Katarzyna Nowaczek, Leroy Hibbertson, Mairead Ó Conghaileach, Nasreen Begumwala,
Olufemi Sowandere, Petronella Ashgrove, Rashid Khokharian, Sunniva Lindqvistad, Temperance Goodchilde,
Umar Farooqian, Violet Thackrayson, Wiktor Lewandowiak, Yetunde Balewani, Zachary Wetherspool,
Agatha Winstanlow, Blaise Ndongala, Cerys Blethynne, Delroy Summerbelle, Eilidh Carmichaelson,
Fionn Mac Giollaru, Gretchen Auerbachs, Hari Venkatesanam, Iseult Trelawnay, Jarek Podolskiew
""")
"""The officers, team by team; the first of each team leads it."""

MANAGERS = {
    "wexcombe": "Marguerite Osei-Lund",
    "tarnbridge": "Callum Fairbrothers",
    "skelmouth": "Ottoline Khanna",
}
"""The service manager of each office, by its key."""

MANAGER_OF_ALL = "Rosamund Adebayor"
ADMINISTRATOR = "Silas Penhaligonne"

REPRESENTATIVES = _phrases("""
Ottilie Hargreaven, Kwasi Mensahle, Delyth Rowlandson, Arjun Palaniappam, Beata Krawczuk,
Cillian Fogartie, Hortense Baptistelle, Tunde Fashinaro, Morag Sutherlane, Ines Figueirado
""")
