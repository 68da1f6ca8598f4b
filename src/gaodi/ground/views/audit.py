"""Pages: audit."""

from django.http import HttpResponse

from gaodi.ground.permission import PostedRequest, allow


@allow()
def audit_page(request: PostedRequest, pk: int = 0) -> HttpResponse:
    return HttpResponse("audit_page")
