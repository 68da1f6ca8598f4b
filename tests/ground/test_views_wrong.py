"""What went wrong is said on a page of its own: too large, broken, missing."""

from __future__ import annotations

import pytest
from django.test import RequestFactory
from django.urls import reverse

from gaodi.ground.views.wrong import broken_page


def test_what_is_too_large_is_refused_before_it_is_read(sign_in, 督查员, settings):
    settings.MAX_UPLOAD = 1024**2
    announced = str(3 * 1024**2)

    answer = sign_in(督查员).post(
        reverse("sign_out"), b"x", content_type="application/octet-stream", CONTENT_LENGTH=announced
    )

    assert answer.status_code == 413
    assert "每份文件不超过1 MB" in answer.content.decode()


def test_a_fault_of_ours_is_said_without_asking_anything_that_may_be_broken(db, django_assert_num_queries):
    request = RequestFactory().get("/")
    request.number = "a1b2c3d4"

    with django_assert_num_queries(0):
        answer = broken_page(request)

    assert answer.status_code == 500
    assert "a1b2c3d4" in answer.content.decode()


@pytest.mark.parametrize("address", ["/nowhere/", "/supervision/tasks/999999/"])
def test_what_is_not_there_is_a_plain_404(sign_in, 科员, address):
    answer = sign_in(科员).get(address)

    assert answer.status_code == 404
    assert "999999" not in answer.content.decode()
