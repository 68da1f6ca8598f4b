"""Addresses of supervision."""

from django.urls import path

from gaodi.supervision.views import commitments, drafts, lists, reports, tasks

urlpatterns = [
    path("how/", lists.how_page, name="how"),
    path("lists/", lists.lists_page, name="lists"),
    path("lists/<slug:slug>/", lists.list_page, name="list"),
    path("lists/<slug:slug>/table.xlsx", lists.list_xlsx, name="list_xlsx"),
    path("lists/<slug:slug>/issue/", commitments.issue_page, name="issue"),
    path("lists/<slug:slug>/receive/", tasks.receive_list, name="receive_list"),
    path("tasks/<int:pk>/", tasks.task_page, name="task"),
    path("tasks/<int:pk>/receive/", tasks.receive_task, name="receive_task"),
    path("tasks/<int:pk>/commitments/add/", commitments.add_page, name="commitment_add"),
    path("duties/<int:pk>/receive/", tasks.receive_duty, name="receive"),
    path("duties/<int:pk>/urge/", tasks.urge_duty, name="urge"),
    path("duties/<int:pk>/report/", reports.report_page, name="report"),
    path("reports/<int:pk>/withdraw/", reports.withdraw, name="withdraw"),
    path("reports/<int:pk>/verify/", reports.verify_page, name="verify"),
    path("commitments/<int:pk>/change/", commitments.change_page, name="commitment_change"),
    path("commitments/<int:pk>/duties/add/", commitments.duty_add_page, name="duty_add"),
    path("duties/<int:pk>/end/", commitments.duty_end_page, name="duty_end"),
    path("commitments/<int:pk>/end/", commitments.end_page, name="commitment_end"),
    path("commitments/<int:pk>/close-out/", commitments.close_out_page, name="close_out"),
    path("commitments/<int:pk>/reopen/", commitments.reopen_page, name="reopen"),
    path("open-ends/<int:pk>/", tasks.name_page, name="name_open_end"),
    path("evidence/<int:pk>/", tasks.evidence_file, name="evidence"),
    path("drafts/", drafts.drafts_page, name="drafts"),
    path("drafts/<int:pk>/", drafts.draft_page, name="draft"),
    path("drafts/<int:pk>/rows/<int:place>/drop/", drafts.drop_row, name="drop_row"),
    path("drafts/<int:pk>/name/", drafts.settle_name, name="settle_name"),
    path("drafts/<int:pk>/title/", drafts.name_draft, name="name_draft"),
    path("drafts/<int:pk>/discard/", drafts.discard_draft, name="discard_draft"),
]
