"""Pages: units."""

from django.http import HttpResponse

from gaodi.ground.permission import PostedRequest, allow


@allow()
def units_page(request: PostedRequest, pk: int = 0) -> HttpResponse:
    return HttpResponse("units_page")


@allow()
def add_unit_page(request: PostedRequest, pk: int = 0) -> HttpResponse:
    return HttpResponse("add_unit_page")


@allow()
def unit_page(request: PostedRequest, pk: int = 0) -> HttpResponse:
    return HttpResponse("unit_page")
