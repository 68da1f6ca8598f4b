"""Pages for what went wrong: malformed, forbidden, missing, forged, broken."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template

from gaodi.ground.permission import public


@public
def malformed_page(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "400.html", status=400)


@public
def forbidden_page(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


@public
def forged_page(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)


@public
def missing_page(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


@public
def broken_page(request: HttpRequest) -> HttpResponse:
    # Without the request: what is broken may be the very thing that the frame asks for.
    number = getattr(request, "number", "")
    return HttpResponse(get_template("500.html").render({"number": number}), status=500)
