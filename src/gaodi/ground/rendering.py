"""How Django's forms are drawn: each field gets our label, hint, error and classes by itself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting

# Boxes to tick keep the browser's own look; Tabler's drawing of them needs colours old browsers do not know.
TICKS = (forms.CheckboxInput, forms.CheckboxSelectMultiple, forms.RadioSelect)


class GaodiBoundField(forms.BoundField):
    """A field that carries the classes of the stylesheet and names the sentences that describe it."""

    @property
    def aria_describedby(self) -> str | None:
        """The error before the hint, as they stand on the page; Django reads them out the other way round."""
        named = super().aria_describedby
        return (
            " ".join(sorted(named.split(), key=lambda name: not name.endswith("_error"))) if named else named
        )

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        built: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        shown = widget or self.field.widget
        if shown.is_hidden:
            return built
        classes = [str(built.get("class") or shown.attrs.get("class") or "")]
        if isinstance(shown, TICKS):
            classes.append("tick")
        else:
            classes.append("form-select" if isinstance(shown, forms.Select) else "form-control")
        if self.errors:
            classes.append("is-invalid")
        built["class"] = " ".join(filter(None, classes))
        return built


class GaodiRenderer(TemplatesSetting):
    """FORM_RENDERER: the field group and the error list come from templates/components."""

    field_template_name = "components/field.html"
    bound_field_class = GaodiBoundField
