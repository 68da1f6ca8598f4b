"""Addresses of the decisions: one list a module of views."""

from django.urls import path

from gaodi.decisions.views import claims, entrance, firms, kept, ledger, schools

FIRMS = [
    path("firms/", firms.firms_page, name="decision_firms"),
    path("firms/<int:pk>/", firms.firm_page, name="decision_firm"),
    path("firms/<int:pk>/<slug:slug>/decide/", firms.decide_firm, name="decide_firm"),
]
LEDGER = [path("firms/<int:pk>/ledger/", ledger.ledger_page, name="decision_ledger")]
CLAIMS = [path("claims/", claims.claims_page, name="decision_claims")]
SCHOOLS = [
    path("schools/", schools.schools_page, name="decision_schools"),
    path("schools/<int:pk>/", schools.school_page, name="decision_school"),
    path("schools/<int:pk>/<slug:slug>/", schools.school_feed_page, name="decision_school_feed"),
    path("schools/<int:pk>/<slug:slug>/decide/", schools.decide_school, name="decide_school"),
]
KEPT = [path("<int:pk>/", kept.decision_page, name="decision")]

ENTRANCE = [path("", entrance.entrance_page, name="decisions")]

urlpatterns = [*ENTRANCE, *FIRMS, *LEDGER, *CLAIMS, *SCHOOLS, *KEPT]
