"""Addresses of the public pages of the policies."""

from django.urls import path

from gaodi.decisions.views import policies, trying

POLICIES = [
    path("", policies.policies_page, name="policies"),
    path("<slug:book>/", policies.policy_page, name="policy"),
    path("<slug:book>/try/", trying.try_page, name="policy_try"),
    path("<slug:book>/try/<slug:formula>/", trying.try_page, name="policy_try_formula"),
]

urlpatterns = [*POLICIES]
