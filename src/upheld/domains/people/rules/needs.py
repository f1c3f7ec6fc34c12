"""What a client needs from us when we write, speak and meet."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Needs:
    """Needs and preferences of a client. `channel`, `format` and `language` are keys of the pack, or empty.

    `safe_contact` says how to reach them safely, `note` is an instruction to officers: both are shown word
    for word. `interpreter_language` is a key of the pack; when it is empty the interpreter speaks `language`.
    """

    channel: str = ""
    format: str = ""
    language: str = ""
    interpreter: bool = False
    interpreter_language: str = ""
    face_to_face: bool = False
    safe_contact: str = ""
    note: str = ""
