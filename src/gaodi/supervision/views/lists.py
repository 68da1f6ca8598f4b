"""The lists, and one list."""

from django.http import HttpResponse

from gaodi.ground.permission import PostedRequest, allow


@allow()
def lists_page(request: PostedRequest) -> HttpResponse:
    return HttpResponse("lists")
