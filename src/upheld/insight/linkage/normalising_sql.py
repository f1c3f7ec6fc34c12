# ruff: noqa: S608 - the SQL is our own, and names in it come from this package
"""The forms of `normalising`, for a whole table, in SQL that DuckDB runs (and Spark, translated).

Names are worked out once for each way of writing, not once for each record: a million records hold some tens
of thousands of names.
"""

from collections.abc import Collection, Mapping

from upheld.insight.linkage import normalising as n
from upheld.insight.linkage.folding import fold_sql, run_together_sql
from upheld.insight.linkage.nicknames import STANDS_FOR
from upheld.insight.linkage.records import COLUMNS


def forms_sql(held: str, columns: Collection[str]) -> str:
    """SQL that selects `row`, `id`, `system` and the forms of each record of the table `held`.

    `held` has a column `row` (an integer of its own for each record), `record_id`, and any of the others;
    `columns` are those that it has. The frequencies of names (`tf_...`) are joined later, from a model.
    """
    text = {name: f"h.{name}" if name in columns else "''" for name in COLUMNS}
    days = {
        name: _day_sql(f"h.{name}") if name in columns else "CAST(NULL AS VARCHAR)"
        for name in ("born_on", "died_on")
    }
    return f"""
WITH {_names_sql(held, text)},
sex_forms AS (
    SELECT written, {_sex_sql("written")} AS sex
    FROM (SELECT DISTINCT {text["sex"]} AS written FROM {held} AS h)),
plain AS ({_plain_sql(held, text | days)})
SELECT p.row, p.id, p.system,
    nullif(g.first, '') AS given_name, nullif(g.canon, '') AS given_canon, nullif(g.bones, '') AS given_sound,
    nullif(substr(g.first, 1, 1), '') AS given_initial, nullif(g.others, '') AS middle_names,
    nullif(f.whole, '') AS family_name, nullif(f.bones, '') AS family_sound,
    nullif(f.head, '') AS family_head, nullif(f.tail, '') AS family_tail,
    nullif(m.whole, '') AS former_name, nullif(m.bones, '') AS former_sound,
    p.born AS birth_day, p.died AS death_day, {_number_sql("num")} AS live_number, s.sex AS sex_held,
    nullif(address, '') AS street_address, nullif(regexp_extract(address, '[0-9]+[a-z]?', 0), '') AS house,
    nullif(post, '') AS post_code, nullif({_district_sql("post")}, '') AS district,
    {_phone_sql("digits")} AS phone_tail,
    mail AS email_address
FROM plain AS p
LEFT JOIN given_forms AS g ON g.written = p.given
LEFT JOIN family_forms AS f ON f.written = p.family
LEFT JOIN family_forms AS m ON m.written = p.former
LEFT JOIN sex_forms AS s ON s.written = p.sex"""


def _names_sql(held: str, text: Mapping[str, str]) -> str:
    """The forms of every way in which a name is written: `given_forms` and `family_forms`."""
    given = text["given_names"]
    names = " UNION ".join(
        f"SELECT DISTINCT {name} AS written FROM {held} AS h WHERE {name} <> ''"
        for name in (text["family_name"], text["former_family_name"])
    )
    return f"""stands_for(short, long) AS (VALUES {_stands_for()}),
given_written AS (SELECT DISTINCT {given} AS written FROM {held} AS h WHERE {given} <> ''),
given_folded AS (
    SELECT written,
        trim(regexp_replace({fold_sql("written")} || ' ', '^(({n.TITLES}) )+', ''), ' ') AS folded
    FROM given_written),
given_split AS (
    SELECT written, split_part(folded, ' ', 1) AS first,
           trim(substr(folded, length(split_part(folded, ' ', 1)) + 1), ' ') AS others FROM given_folded),
given_forms AS (
    SELECT written, first, others, coalesce(long, first) AS canon,
           {_sound_sql("coalesce(long, first)")} AS bones
    FROM given_split LEFT JOIN stands_for ON short = first),
family_folded AS (SELECT written, {fold_sql("written")} AS folded FROM ({names}) AS family_written),
family_forms AS (
    SELECT written, replace(folded, ' ', '') AS whole, split_part(folded, ' ', 1) AS head,
           split_part(folded, ' ', -1) AS tail, {_sound_sql("replace(folded, ' ', '')")} AS bones
    FROM family_folded)"""


def _plain_sql(held: str, text: Mapping[str, str]) -> str:
    """What needs no table of its own: each record with its plain texts."""
    return f"""
    SELECT h.row, h.record_id AS id, {text["system"]} AS system, {text["given_names"]} AS given,
           {text["family_name"]} AS family, {text["former_family_name"]} AS former,
           {text["born_on"]} AS born, {text["died_on"]} AS died, {text["sex"]} AS sex,
           {run_together_sql(text["national_insurance_number"])} AS num,
           {_address_sql(text["address"])} AS address, {run_together_sql(text["postcode"])} AS post,
           regexp_replace({text["phone"]}, '[^0-9]', '', 'g') AS digits,
           {_email_sql(text["email"])} AS mail
    FROM {held} AS h"""


def _stands_for() -> str:
    return ", ".join(f"('{short}', '{name}')" for short, name in STANDS_FOR.items())


def _sound_sql(name: str) -> str:
    for letters, letter in n.SOUNDS_LIKE.items():
        name = f"replace({name}, '{letters}', '{letter}')"
    first = f"translate(substr({name}, 1, 1), 'cqzj', 'kksg')"
    bones = f"{first} || translate(substr({name}, 2), '{n.SOUND_FROM}', '{n.SOUND_TO}')"
    for letter in n.DOUBLED:
        bones = f"regexp_replace({bones}, '{letter}+', '{letter}', 'g')"
    return bones


def _address_sql(text: str) -> str:
    padded = f"' ' || {fold_sql(text)} || ' '"
    for word, short in n.SHORTENED.items():
        padded = f"replace({padded}, ' {word} ', ' {short} ')"
    return f"trim({padded}, ' ')"


def _day_sql(column: str) -> str:
    written = f"replace(CAST({column} AS VARCHAR), '-', '')"
    return f"CASE WHEN {written} NOT IN {n.NEVER_BORN} THEN {written} END"


def _number_sql(text: str) -> str:
    return (
        f"CASE WHEN length({text}) < 4 OR replace({text}, substr({text}, 1, 1), '') = '' "
        f"OR regexp_matches({text}, '^{n.TEMPORARY}$') THEN NULL "
        f"WHEN regexp_matches({text}, '^{n.NUMBER}$') THEN substr({text}, 1, 8) ELSE {text} END"
    )


def _sex_sql(text: str) -> str:
    cases = " ".join(f"WHEN {fold_sql(text)} IN {ways} THEN '{sex}'" for sex, ways in n.SEXES.items())
    return f"CASE {cases} END"


def _district_sql(text: str) -> str:
    return (
        f"CASE WHEN regexp_matches({text}, '^{n.BRITISH_POSTCODE}$') "
        f"THEN substr({text}, 1, length({text}) - 3) "
        f"ELSE substr({text}, 1, 3) END"
    )


def _phone_sql(text: str) -> str:
    tail = f"right({text}, 9)"
    return (
        f"CASE WHEN length({text}) >= 7 AND replace({tail}, substr({tail}, 1, 1), '') <> '' THEN {tail} END"
    )


def _email_sql(text: str) -> str:
    return f"CASE WHEN contains({text}, '@') THEN nullif({run_together_sql(text)}, '') END"
