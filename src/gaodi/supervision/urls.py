"""Addresses of supervision."""

from django.urls import path

from gaodi.supervision.views import lists

urlpatterns = [
    path("lists/", lists.lists_page, name="lists"),
    path("drafts/", lists.lists_page, name="drafts"),
]
