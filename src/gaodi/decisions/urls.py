"""Addresses of the decisions: one list a module of views."""

from django.urls import path

from gaodi.decisions.views import firms, kept

FIRMS = [
    path("firms/", firms.firms_page, name="decision_firms"),
    path("firms/<int:pk>/", firms.firm_page, name="decision_firm"),
    path("firms/<int:pk>/<slug:slug>/decide/", firms.decide_firm, name="decide_firm"),
]

KEPT = [path("<int:pk>/", kept.decision_page, name="decision")]

urlpatterns = [*FIRMS, *KEPT]
