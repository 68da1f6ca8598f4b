"""Whether the house stands: for the machine that watches it."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from gaodi.ground.permission import public


@public
@never_cache
def health_page(request: HttpRequest) -> HttpResponse:
    """``ok`` once the database has answered; else the error page with its 500."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
