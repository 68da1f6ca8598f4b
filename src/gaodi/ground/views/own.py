"""Signing in and out, one's own password, and which of one's posts one acts as."""

from django.http import HttpRequest, HttpResponse

from gaodi.ground.permission import PostedRequest, allow, public


@public
def sign_in_page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("sign in")


@public
def sign_out(request: HttpRequest) -> HttpResponse:
    return HttpResponse("sign out")


@allow()
def password_page(request: PostedRequest) -> HttpResponse:
    return HttpResponse("password")


@allow()
def choose_post(request: PostedRequest) -> HttpResponse:
    return HttpResponse("post")
