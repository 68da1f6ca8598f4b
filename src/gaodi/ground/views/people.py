"""Pages: people."""

from django.http import HttpResponse

from gaodi.ground.permission import PostedRequest, allow


@allow()
def people_page(request: PostedRequest, pk: int = 0) -> HttpResponse:
    return HttpResponse("people_page")


@allow()
def add_person_page(request: PostedRequest, pk: int = 0) -> HttpResponse:
    return HttpResponse("add_person_page")


@allow()
def person_page(request: PostedRequest, pk: int = 0) -> HttpResponse:
    return HttpResponse("person_page")
