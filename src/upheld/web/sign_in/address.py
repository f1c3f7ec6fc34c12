"""From which network address a request comes."""

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """The address of the client; that which a proxy passes on only when UPHELD_TRUSTED_PROXIES counts it.

    None when the request came by no network, as in a command.
    """
    try:
        return str(get_adapter(request).get_client_ip(request))
    except PermissionDenied:
        return None
