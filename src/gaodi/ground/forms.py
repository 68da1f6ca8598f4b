"""Forms of the ground: they clean and refuse, and never write."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest

from gaodi.bedrock import clock
from gaodi.ground.fields import DayField, Form
from gaodi.ground.models import Account, Post, Role, Unit, UnitKind
from gaodi.ground.models.units import NEVER_URGED
from gaodi.ground.queries.units import visible_units

ROLES = [(role.value, role.label) for role in Role if role != Role.SYSTEM]
ANY = [("", "全部")]
CHOOSE = [("", "请选择")]


class SignIn(Form):
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


class NewPassword(Form):
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


# ------------------------------------------------------------------ people


class PeopleFilter(Form):
    """The head of the list of people."""

    q = forms.CharField(label="姓名、拼音、首字母或用户名", required=False, max_length=40)
    unit: forms.ModelChoiceField[Unit] = forms.ModelChoiceField(
        None, label="单位", required=False, empty_label="全部"
    )
    role = forms.ChoiceField(label="角色", required=False, choices=ANY + ROLES)

    def __init__(self, by: Post, data: Any) -> None:
        super().__init__(data)
        _choice(self, "unit").queryset = visible_units(by).order_by("pk")


class Seat(Form):
    """A post: where, as what, from when."""

    unit: forms.ModelChoiceField[Unit] = forms.ModelChoiceField(None, label="单位", empty_label="请选择")
    role = forms.ChoiceField(label="角色", choices=CHOOSE + ROLES)
    since = DayField(label="到岗日期", initial=clock.today)

    def __init__(self, by: Post, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        _choice(self, "unit").queryset = visible_units(by).filter(ended_on=None).order_by("pk")


class NewPerson(Seat):
    """A person with the first post."""

    name = forms.CharField(label="姓名", max_length=40)
    username = forms.RegexField(
        r"^[\w.-]{2,40}$",
        label="用户名",
        max_length=40,
        help_text="登录时输入，2至40个字母、数字或汉字，开户后不改",
        error_messages={"invalid": "只能用字母、数字、汉字和 . - _，至少2个字符。"},
    )
    phone = forms.CharField(label="办公电话", max_length=40, required=False)
    field_order = ("name", "username", "phone", "unit", "role", "since")


class LastDay(Form):
    """The last day of a post."""

    until = DayField(
        label="离岗日期", initial=clock.today, help_text="最后一个在岗日；写法：2023年9月25日或2023-9-25"
    )


class Reason(Form):
    """Why something is done that its subject will ask about."""

    note = forms.CharField(label="理由", max_length=200, widget=forms.Textarea(attrs={"rows": 2}))


# ------------------------------------------------------------------ units


class UnitFilter(Form):
    """The head of the list of units."""

    q = forms.CharField(label="名称、别名、拼音或首字母", required=False, max_length=60)
    kind = forms.ChoiceField(label="性质", required=False, choices=ANY + UnitKind.choices)


class NewUnit(Form):
    """A unit to be entered. Its rights to urge and rank follow from its kind."""

    name = forms.CharField(label="单位名称", max_length=120, help_text="按文件上的通行写法，如：区教育体育局")
    full_name = forms.CharField(label="全称", max_length=160, required=False)
    kind = forms.ChoiceField(label="性质", choices=CHOOSE + UnitKind.choices)
    key = forms.SlugField(
        label="代号",
        max_length=60,
        help_text="英文小写和短横，文件导入时用，如：edu-sports-bureau；登记后不改",
    )
    protected = forms.BooleanField(
        label="不催办、不排名",
        required=False,
        help_text="党委、人大、政协、群团、垂直管理和督查机构一律不催办、不排名，不必勾选",
    )
    protected_because = forms.CharField(label="不催办、不排名的理由", max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        chosen = cleaned.get("protected") and cleaned.get("kind") not in NEVER_URGED
        if chosen and not cleaned.get("protected_because"):
            self.add_error("protected_because", "请写明为什么不催办、不排名。")
        return cleaned


class NewAlias(Form):
    """Another way papers write a unit."""

    alias = forms.CharField(label="别名", max_length=120)
    basis = forms.CharField(
        label="依据", max_length=200, help_text="哪份文件这样写，如：任务清单（2020年版）第13项"
    )


class NewName(Form):
    """An official change of name."""

    name = forms.CharField(label="新名称", max_length=120)
    since = DayField(label="启用日期", initial=clock.today)
    basis = forms.CharField(label="依据", max_length=200, help_text="批准更名的文件名称和文号")


# ------------------------------------------------------------------ the audit


class AuditFilter(Form):
    """The head of the audit."""

    scope = forms.ChoiceField(
        label="范围", required=False, choices=[("", "本地区"), ("installation", "不属于地区的")]
    )
    person = forms.CharField(label="姓名", required=False, max_length=40)
    unit: forms.ModelChoiceField[Unit] = forms.ModelChoiceField(
        None, label="单位", required=False, empty_label="全部"
    )
    word = forms.ChoiceField(label="办的事", required=False)
    outcome = forms.ChoiceField(
        label="结果", required=False, choices=[*ANY, ("done", "已办成"), ("refused", "未办成")]
    )
    subject = forms.CharField(label="对象（近2万条内）", required=False, max_length=60)
    first = DayField(label="从", required=False, help_text="")
    last = DayField(label="到", required=False, help_text="")

    def __init__(self, by: Post, words: list[str], data: Any) -> None:
        super().__init__(data)
        _choice(self, "unit").queryset = visible_units(by).order_by("pk")
        sizes = {"person": 9, "subject": 9, "first": 12, "last": 12}  # all of it on one line of a wide screen
        for name, size in sizes.items():
            self.fields[name].widget.attrs["size"] = size
        self.fields["word"].choices = [*ANY, *((word, word) for word in words)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        if first and last and last < first:
            self.add_error("last", "早于起始日期。")
        return self.cleaned_data


def _choice(form: Form, name: str) -> forms.ModelChoiceField[Any]:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    return field
