"""The table of permitted moves: from where to where, who may, and what it needs. Actions and buttons read it."""

from __future__ import annotations

from dataclasses import dataclass

from gaodi.ground.models import Role
from gaodi.supervision.models import DraftState, ReportState


@dataclass(frozen=True, slots=True)
class Move:
    """One permitted move: its word, the states it starts from and ends in, the roles that may make it."""

    verb: str
    word: str
    starts: tuple[str, ...]
    ends: str
    roles: tuple[Role, ...]
    needs: str = ""


REPORT_MOVES = {
    move.verb: move
    for move in (
        Move("save_report", "暂存", ("", ReportState.DRAFT), ReportState.DRAFT, (Role.CLERK,)),
        Move(
            "submit_report", "报送", ("", ReportState.DRAFT), ReportState.SUBMITTED, (Role.CLERK,), "进展情况"
        ),
        Move("withdraw_report", "撤回", (ReportState.SUBMITTED,), ReportState.DRAFT, (Role.CLERK,)),
        Move("accept_report", "审核通过", (ReportState.SUBMITTED,), ReportState.ACCEPTED, (Role.HEAD,)),
        Move("send_back", "退回", (ReportState.SUBMITTED,), ReportState.RETURNED, (Role.HEAD,), "退回理由"),
    )
}
COMMITMENT_MOVES = {
    move.verb: move
    for move in (
        Move("issue", "交办", ("drawn_up",), "issued", (Role.SUPERVISOR, Role.SYSTEM)),
        Move("receive", "签收", ("issued",), "received", (Role.CLERK, Role.HEAD)),
        Move("close_out", "销号", ("met",), "closed", (Role.SUPERVISOR,), "销号意见"),
        Move("reopen", "恢复督办", ("closed",), "met", (Role.SUPERVISOR,), "恢复理由"),
    )
}
DRAFT_MOVES = {
    move.verb: move
    for move in (
        Move("correct_rows", "保存", (DraftState.READY,), DraftState.READY, (Role.SUPERVISOR,)),
        Move(
            "confirm_draft",
            "确认入库",
            (DraftState.READY,),
            DraftState.CONFIRMED,
            (Role.SUPERVISOR, Role.SYSTEM),
        ),
        Move(
            "discard_draft",
            "放弃",
            (DraftState.READY, DraftState.REFUSED),
            DraftState.DISCARDED,
            (Role.SUPERVISOR,),
        ),
    )
}
