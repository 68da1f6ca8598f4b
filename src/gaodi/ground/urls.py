"""Addresses of the ground."""

from django.urls import path

from gaodi.ground import gallery
from gaodi.ground.models import Role
from gaodi.ground.permission import allow
from gaodi.ground.views import audit, desk, health, jobs, own, people, units

urlpatterns = [
    path("", desk.desk_page, name="desk"),
    path("sign-in/", own.sign_in_page, name="sign_in"),
    path("sign-out/", own.sign_out_page, name="sign_out"),
    path("password/", own.password_page, name="password"),
    path("post/", own.choose_post, name="choose_post"),
    path("people/", people.people_page, name="people"),
    path("people/add/", people.add_person_page, name="add_person"),
    path("people/<int:pk>/", people.person_page, name="person"),
    path("people/<int:pk>/post/", people.add_post_page, name="add_post"),
    path("people/<int:pk>/suspend/", people.suspend_page, name="suspend"),
    path("people/<int:pk>/password/", people.reset_password_page, name="reset_password"),
    path("posts/<int:pk>/end/", people.end_post_page, name="end_post"),
    path("units/", units.units_page, name="units"),
    path("units/add/", units.add_unit_page, name="add_unit"),
    path("units/<int:pk>/", units.unit_page, name="unit"),
    path("units/<int:pk>/alias/", units.add_alias_page, name="add_alias"),
    path("units/<int:pk>/rename/", units.rename_unit_page, name="rename_unit"),
    path("audit/", audit.audit_page, name="audit"),
    path("gallery/", allow(Role.ADMIN)(gallery.gallery_page), name="gallery"),
    path("healthz/", health.health_page, name="health"),
    path("jobs/<int:pk>/", jobs.job_page, name="job"),
    path("jobs/<int:pk>/stop/", jobs.stop_job, name="stop_job"),
]
