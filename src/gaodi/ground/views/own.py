"""Signing in and out, one's own password, and which of one's posts one acts as."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.template.defaultfilters import date as say
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from gaodi.ground.acting import record_refusal
from gaodi.ground.actions.people import change_own_password, sign_in, sign_out
from gaodi.ground.forms import NewPassword, SignIn
from gaodi.ground.models import Account, Post
from gaodi.ground.permission import PostedRequest, allow, public
from gaodi.ground.queries.people import account_named, failed_sign_ins, post_for, posts_of

WITHOUT_POST = "您的账号眼下没有岗位，还不能办事。请本单位管理员安排岗位。"


@public
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in_page(request: HttpRequest) -> HttpResponse:
    """The way in; after it the page that was asked for, or the choice of a post."""
    if getattr(request, "post", None) is not None:
        return HttpResponseRedirect(_onward(request))
    form = SignIn(request, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and (account := form.account) is not None:
        post = post_for(account, None)
        if post is not None:
            return _let_in(request, account, post)
        form.add_error(None, WITHOUT_POST)
    if form.is_bound and form.non_field_errors():  # an empty form is no attempt
        _record_failure(request, form)
    context = {"form": form, "next": _asked_for(request)}
    return render(request, "registration/sign_in.html", context, status=422 if form.is_bound else 200)


@public
@require_POST
def sign_out_page(request: HttpRequest) -> HttpResponse:
    """The way out, by its button only: a link on a foreign page must not sign anybody out."""
    post: Post | None = getattr(request, "post", None)
    if post is not None:
        sign_out(by=post, request=request)
        messages.success(request, "您已退出。")
    return redirect(settings.LOGOUT_REDIRECT_URL)


@allow()
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def password_page(request: PostedRequest) -> HttpResponse:
    """One's own password. Other sessions of the same account end with the old one."""
    account = _account(request)
    form = NewPassword(account, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        change_own_password(account, by=request.post, password=form.cleaned_data["new"])
        update_session_auth_hash(request, account)
        messages.success(request, "密码已修改，下次登录用新密码。")
        return redirect(settings.LOGIN_REDIRECT_URL)
    context = {"form": form, "must_change": account.must_change_password}
    status = 422 if form.is_bound else 200
    return render(request, "registration/password_change.html", context, status=status)


@allow()
@require_http_methods(["GET", "POST"])
def choose_post(request: PostedRequest) -> HttpResponse:
    """Which of one's posts one acts as from now on."""
    posts = list(posts_of(_account(request)))
    if request.method == "GET":
        context = {"posts": posts, "next": _asked_for(request)}
        return render(request, "registration/choose_post.html", context)
    chosen = next((post for post in posts if str(post.pk) == request.POST.get("post")), None)
    if chosen is None:
        raise Http404
    request.session["post"] = chosen.pk
    return HttpResponseRedirect(_onward(request))


def _let_in(request: HttpRequest, account: Account, post: Post) -> HttpResponse:
    onward, last, failures = _onward(request), account.last_login, failed_sign_ins(account)
    sign_in(account, by=post, request=request)
    text = f"上次登录：{say(timezone.localtime(last), 'Y年n月j日 G:i')}。" if last else "这是您第一次登录。"
    if failures:
        text += f"此后有{failures}次登录没有成功；如果不是您本人，请马上改密码并告诉管理员。"
    messages.add_message(request, messages.WARNING if failures else messages.INFO, text)
    if posts_of(account).count() > 1:
        return redirect(resolve_url("choose_post") + "?" + urlencode({"next": onward}))
    return HttpResponseRedirect(onward)


def _record_failure(request: HttpRequest, form: SignIn) -> None:
    """A refused sign-in is a row of the audit. An unknown name is not kept: it may be a password typed too soon."""
    account = account_named(str(form["username"].value() or ""))
    post = post_for(account, None) if account else None
    reason = "连续输错，账号锁定。" if getattr(request, "axes_locked_out", False) else ""
    reason = reason or (WITHOUT_POST if form.account else "用户名或密码不对，或者账号已停用。")
    record_refusal("sign_in", "登录", note=reason, by=post, person=account.name if account else "")


def _asked_for(request: HttpRequest) -> str:
    """The page that was asked for before signing in, if it is one of ours."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if ours else ""


def _onward(request: HttpRequest) -> str:
    """An address, so never handed to ``redirect``, which would take a word in it for the name of a page."""
    return _asked_for(request) or resolve_url(settings.LOGIN_REDIRECT_URL)


def _account(request: PostedRequest) -> Account:
    account = request.post.account
    assert account is not None, "a signed-in post has an account"
    return account
