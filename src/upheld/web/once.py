"""A form that is sent twice is done once: the second time gets the answer of the first."""

from collections.abc import Callable
from datetime import timedelta
from typing import cast
from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import resolve_url

from upheld.kernel import clock
from upheld.web.models import SentForm

KEPT_FOR = timedelta(days=1)


def once(request: HttpRequest, view: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Answer a form by its one-time key. A form that is shown again with errors may be sent again."""
    key = _key(request)
    if key is None or not request.user.is_authenticated:
        return view()
    if not _claim(key, request):
        return _same_answer(key, request)
    try:
        response = view()
    except BaseException:
        SentForm.objects.filter(key=key).delete()
        raise
    if isinstance(response, HttpResponseRedirect):
        SentForm.objects.filter(key=key).update(answer=response.url)
    else:
        SentForm.objects.filter(key=key).delete()
    return response


def _key(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("once", ""))
    except ValueError:
        return None


def _account(request: HttpRequest) -> UUID:
    return cast("UUID", request.user.pk)


def _claim(key: UUID, request: HttpRequest) -> bool:
    now = clock.now()
    mine = SentForm.objects.filter(account_id=_account(request))
    mine.filter(sent_at__lt=now - KEPT_FOR).delete()
    try:
        with transaction.atomic():
            SentForm.objects.create(key=key, account_id=_account(request), sent_at=now)
    except IntegrityError:
        return False
    return True


def _same_answer(key: UUID, request: HttpRequest) -> HttpResponseBase:
    sent = SentForm.objects.filter(key=key, account_id=_account(request)).first()
    messages.info(request, "You sent this twice. It is done only once.")
    return HttpResponseRedirect(sent.answer if sent and sent.answer else resolve_url("home"))
