"""Forms of the ground: they clean and refuse, and never write."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest

from gaodi.ground.models import Account


class SignIn(forms.Form):
    """Name and password. Whichever is wrong, the sentence is the same: it must not tell who has an account."""

    username = forms.CharField(label="用户名", max_length=40)
    password = forms.CharField(label="密码", strip=False, widget=forms.PasswordInput)
    account: Account | None = None

    def __init__(self, request: HttpRequest, data: Any = None) -> None:
        super().__init__(data)
        self.request = request
        self.fields["username"].widget.attrs |= {"autocomplete": "username", "autofocus": True}
        self.fields["username"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}
        self.fields["password"].widget.attrs["autocomplete"] = "current-password"

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if self.errors:
            return cleaned
        found = authenticate(self.request, username=cleaned["username"], password=cleaned["password"])
        if not isinstance(found, Account):
            raise forms.ValidationError("用户名或密码不对，或者账号已停用。请核对后重新输入。")
        self.account = found
        return cleaned


class NewPassword(forms.Form):
    """One's own password, proved by the old one."""

    old = forms.CharField(label="现在的密码", strip=False, widget=forms.PasswordInput)
    new = forms.CharField(
        label="新密码",
        strip=False,
        widget=forms.PasswordInput,
        help_text="至少10个字符，不要用姓名、用户名和常见密码。",
    )
    again = forms.CharField(label="再输一遍新密码", strip=False, widget=forms.PasswordInput)

    def __init__(self, account: Account, data: Any = None) -> None:
        super().__init__(data)
        self.account = account
        self.fields["old"].widget.attrs |= {"autocomplete": "current-password", "autofocus": True}
        self.fields["new"].widget.attrs["autocomplete"] = "new-password"
        self.fields["again"].widget.attrs["autocomplete"] = "new-password"

    def clean_old(self) -> str:
        old: str = self.cleaned_data["old"]
        if not self.account.check_password(old):
            raise forms.ValidationError("与现在的密码不符，请重新输入。")
        return old

    def clean_new(self) -> str:
        new: str = self.cleaned_data["new"]
        if new == self.cleaned_data.get("old"):
            raise forms.ValidationError("与现在的密码相同，请换一个。")
        validate_password(new, self.account)
        return new

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if {"new", "again"} <= cleaned.keys() and cleaned["new"] != cleaned["again"]:
            self.add_error("again", "两遍不一样，请重新输入。")
        return cleaned
