"""`{% load sign_in %}`: what pages say about the end of a session."""

from django import template

from upheld.web.sign_in.pack_rules import idle_minutes as minutes

register = template.Library()


@register.simple_tag
def idle_minutes() -> int:
    """After how many minutes without use a session ends."""
    return minutes()
