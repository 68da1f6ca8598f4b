"""Addresses of the ground."""

from django.urls import path

from gaodi.ground.views import audit, desk, health, own, people, units

urlpatterns = [
    path("", desk.desk_page, name="desk"),
    path("sign-in/", own.sign_in_page, name="sign_in"),
    path("sign-out/", own.sign_out_page, name="sign_out"),
    path("password/", own.password_page, name="password"),
    path("post/", own.choose_post, name="choose_post"),
    path("people/", people.people_page, name="people"),
    path("people/add/", people.add_person_page, name="add_person"),
    path("people/<int:pk>/", people.person_page, name="person"),
    path("units/", units.units_page, name="units"),
    path("units/add/", units.add_unit_page, name="add_unit"),
    path("units/<int:pk>/", units.unit_page, name="unit"),
    path("audit/", audit.audit_page, name="audit"),
    path("healthz/", health.health_page, name="health"),
]
