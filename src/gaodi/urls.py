"""All addresses: each room brings its own; the address mirrors the room."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("gaodi.ground.urls")),
    path("supervision/", include("gaodi.supervision.urls")),
    path("registers/", include("gaodi.registers.urls")),
    path("decisions/", include("gaodi.decisions.urls")),
    path("policies/", include("gaodi.decisions.policy_urls")),
]
handler400 = "gaodi.ground.views.wrong.malformed_page"
handler403 = "gaodi.ground.views.wrong.forbidden_page"
handler404 = "gaodi.ground.views.wrong.missing_page"
handler500 = "gaodi.ground.views.wrong.broken_page"
