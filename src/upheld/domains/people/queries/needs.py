"""What a client needs, as instructions that an officer can follow."""

from datetime import date
from typing import TypeVar

from upheld.domains.people.models import Client
from upheld.domains.people.rules.needs import Needs
from upheld.policy import Pack, Section, UnknownValue, ValueNotInForce, current_pack
from upheld.policy.values import Dated

D = TypeVar("D", bound=Dated)


def needs_of(client: Client) -> Needs:
    """The needs that stand in a client's row."""
    return Needs(
        channel=client.channel,
        format=client.format,
        language=client.language,
        interpreter=client.interpreter,
        interpreter_language=client.interpreter_language,
        face_to_face=client.face_to_face,
        safe_contact=client.safe_contact,
        note=client.needs_note,
    )


def instructions_for(needs: Needs, *, on: date) -> tuple[str, ...]:
    """What an officer does for this client, in plain words, most important first. Empty when nothing is
    asked.

    A key that the pack does not know is written as it is, so that a need is never left out.
    """
    pack = current_pack()
    said = (
        _format(needs, pack, on),
        _language(needs, pack, on),
        "Meet face to face." if needs.face_to_face else "",
        _channel(needs, pack, on),
        _sentence(needs.safe_contact),
        _sentence(needs.note),
    )
    return tuple(dict.fromkeys(sentence for sentence in said if sentence))


def language_label(key: str, on: date) -> str:
    """The name of a language of the pack; empty for none, the key itself when the pack does not know it."""
    found = _found(current_pack().languages, key, on)
    return found.label if found else key


def system_label(key: str, on: date) -> str:
    """The name of a system of the pack; the key itself when the pack does not know it, as for a case log."""
    found = _found(current_pack().systems, key, on)
    return found.label if found else key


def _format(needs: Needs, pack: Pack, on: date) -> str:
    if needs.format in ("", "standard"):
        return ""
    found = _found(pack.formats, needs.format, on)
    return found.instruction if found else f"Write in {needs.format.replace('_', ' ')}."


def _language(needs: Needs, pack: Pack, on: date) -> str:
    """Say which language, unless it is the first of the pack, in which the agency works anyway."""
    own = next(iter(pack.languages), "")
    spoken = needs.interpreter_language or needs.language
    if spoken == "other" or (needs.interpreter and spoken in ("", own)):
        return "Book an interpreter. Ask which language."
    if needs.interpreter:
        return f"Book an interpreter: {language_label(spoken, on)}."
    return "" if spoken in ("", own, needs.format) else f"Speak and write {language_label(spoken, on)}."


def _channel(needs: Needs, pack: Pack, on: date) -> str:
    if not needs.channel:
        return ""
    found = _found(pack.channels, needs.channel, on)
    return f"Prefers: {(found.label if found else needs.channel.replace('_', ' ')).lower()}."


def _sentence(text: str) -> str:
    said = text.strip()
    return f"{said}." if said and said[-1] not in ".!?" else said


def _found(section: Section[D], key: str, on: date) -> D | None:
    try:
        return section.get(key, on)
    except (UnknownValue, ValueNotInForce):
        return None
