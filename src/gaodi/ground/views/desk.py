"""Pages: desk."""

from django.http import HttpResponse

from gaodi.ground.permission import PostedRequest, allow


@allow()
def desk_page(request: PostedRequest, pk: int = 0) -> HttpResponse:
    return HttpResponse("desk_page")
