"""Addresses of the registers: one list a module of views. What has a word of its own stands before any slug."""

from django.urls import path

from gaodi.registers.views import entry, figures, index, locks, numbers, rows, sheets, subjects, verifying

INDEX = [
    path("", index.index_page, name="registers"),
    path("<slug:slug>/about/", index.about_page, name="register_about"),
]
ROWS = [
    path("<slug:slug>/", rows.list_page, name="register"),
    path("<slug:slug>/rows/<int:pk>/", rows.row_page, name="register_row"),
    path("<slug:slug>/rows/<int:pk>/evidence/<int:number>/", rows.evidence_file, name="register_evidence"),
]
ENTRY = [
    path("<slug:slug>/add/", entry.add_page, name="register_add"),
    path("<slug:slug>/rows/<int:pk>/edit/", entry.edit_page, name="register_edit"),
    path("<slug:slug>/rows/<int:pk>/correct/", entry.correct_page, name="register_correct"),
    path("<slug:slug>/rows/<int:pk>/withdraw/", entry.withdraw_page, name="register_withdraw"),
    path("<slug:slug>/rows/<int:pk>/submit/", entry.submit_row, name="register_submit"),
    path("<slug:slug>/rows/<int:pk>/discard/", entry.discard_page, name="register_discard"),
]
VERIFYING = [
    path("<slug:slug>/queue/", verifying.queue_page, name="register_queue"),
    path("<slug:slug>/rows/<int:pk>/verify/", verifying.verify_row, name="register_verify"),
    path("<slug:slug>/rows/<int:pk>/send-back/", verifying.send_back_page, name="register_send_back"),
]
LOCKS = [path("<slug:slug>/locks/", locks.locks_page, name="register_locks")]
NUMBERS = [path("<slug:slug>/rows/<int:pk>/number/", numbers.number_page, name="register_number")]
SUBJECTS = [
    path("subjects/<int:pk>/", subjects.subject_page, name="subject"),
    path("subjects/<slug:kind>/", subjects.subjects_page, name="subjects"),
]
FIGURES = [
    path("figures/<str:name>/", figures.figure_page, name="figure"),
    path("<slug:slug>/figures/", figures.figures_page, name="register_figures"),
    path("<slug:slug>/findings/", figures.findings_page, name="register_findings"),
]
SHEETS = [
    path("imports/", sheets.batches_page, name="batches"),
    path("imports/<int:pk>/", sheets.batch_page, name="register_batch"),
    path("imports/<int:pk>/confirm/", sheets.confirm_batch, name="register_batch_confirm"),
    path("imports/<int:pk>/drop/", sheets.drop_batch, name="register_batch_drop"),
    path("imports/<int:pk>/verify/", sheets.verify_batch, name="register_batch_verify"),
    path("imports/<int:pk>/send-back/", sheets.send_back_batch, name="register_batch_send_back"),
    path("imports/<int:pk>/file/", sheets.batch_file, name="register_batch_file"),
    path("imports/<int:pk>/marked.xlsx", sheets.batch_marked, name="register_batch_marked"),
    path("imports/<int:pk>/evidence/<int:number>/", sheets.batch_evidence, name="register_batch_evidence"),
    path("exports/<int:pk>/file.xlsx", sheets.export_file, name="register_export_file"),
    path("<slug:slug>/template.xlsx", sheets.template_xlsx, name="register_template"),
    path("<slug:slug>/import/", sheets.upload_page, name="register_upload"),
    path("<slug:slug>/export/", sheets.export_page, name="register_export"),
]

urlpatterns = [*SHEETS, *SUBJECTS, *FIGURES, *INDEX, *ENTRY, *VERIFYING, *LOCKS, *NUMBERS, *ROWS]
