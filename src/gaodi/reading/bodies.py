"""Who does it: the words of a cell or a bracket as leads, others, an open end — and a deadline among them.

All the ways of saying it come down to one: pieces of names, each with the duty that a label before it
(牵头单位：), a mark beside it (（牵头）) or a verb after it (牵头，配合，会同) gives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from gaodi.reading.asides import clauses, is_aside, says_when, time_at_end, without_rules
from gaodi.reading.collectives import Etc, is_collective, is_unnamed, merge, unfold
from gaodi.reading.heads import BODY_ROLES, Role, head_of
from gaodi.reading.labels import labelled, whole_labels
from gaodi.reading.names import TRIM, is_complete, split, top_level
from gaodi.reading.paired import parted
from gaodi.reading.passages import Passage, Source
from gaodi.reading.rows import Span

BY_DUTY = (
    r"(?:(?:按照?|依照?|依据|根据|在)?(?:各自|本单位|部门)?(?:的)?"
    r"(?:职责|职能|分工)(?:分工|范围|任务|权限)?内?(?:抓好)?)?"
)
DUTY = (
    "总牵头|牵头|主办|主抓|主责|为主|负责|配合|协助|协同|参与|参加|协办|会办|承办|承担"
    "|落实|组织实施|实施|推进|支持|办理|完成"
)
VERB = re.compile(
    rf"(?:{BY_DUTY}(?:分别|共同|联合|具体|统筹|协同|各自|分工|统一|合力|抓好)*"
    rf"(?:(?:为|是|作为)(?P<office>{DUTY}|责任)(?:单位|部门)|(?P<verb>{DUTY}))"
    r"(?:负责|实施|落实|推进|推动|组织|完成|办理|协调|统筹|抓好|做好|督导|督促|督查|监督|指导|开展|工作|相关工作)*)"
    r"(?=$|[\s，,；;。、（(]|会同|由)"
    r"|(?:按照?|依照?|依据|根据)(?:各自|部门|本单位)?的?(?:职责|职能)(?:分工|范围)?(?=$)"
    r"|(?P<sure>牵头|协办)(?=[省市区县各])"
    r"|(?P<link>(?<![省市州])会同|(?<=[省市州])会同(?!县))"
)
LEADS = ("牵头", "主办", "主抓", "主责", "为主")
ASSISTS = ("配合", "协助", "协同", "参与", "参加", "协办", "会办", "支持")
OPENERS = re.compile(r"^(?:以上(?:各项)?(?:工作|任务|事项)?均?由|由|并?会同|并由|以及)")
MARK = re.compile(
    r"[（(【\[〔]\s*(?:[★☆*＊]|(?:总|主|共同|联合|分别)?(?P<lead>牵头|主办|主责|主抓|首责)[^（()）]*"
    r"|(?P<assist>配合|协办|协助|参与|参加|会办)[^（()）]*|(?P<other>责任(?:单位|部门)?|(?:具体)?负责[^（()）]*|承办[^（()）]*|落实[^（()）]*|按职责[^（()）]*))\s*[）)】\]〕]"
)
NONE = re.compile(
    r"(?:(?:持续|长期|同步|积极|认真|抓紧|全面|继续)+|无|暂无|没有|不涉及|无需配合|[-—－–_/／\\*]+)?"
)
SYMBOLS = "*＊★☆▲△●◆※○◎#"
PERSON = re.compile(
    r"[ \t　]+([\u4e00-\u9fff·]{2,4})(?:[ \t　]*[\d-]{7,})?(?=$|[\s、，,；;])|[（(]([\u4e00-\u9fff·]{2,4})[）)]"
)
AT_WORK = re.compile(
    r"(.{2,20}?(?:局|委|办|部|厅|院|中心|公司|政府|街道|镇|乡|会|社|队|站|所|校|学|区|县|单位|部门))"
    r"((?:总|具体|共同|分别)?(?:牵头|主办|负责|保障|做好|提供|协调|抓好|加强|统筹|组织|监督|指导|承担|推进|落实|配合|协助|参与|支持|制定|开展|完成))"
)
WORK_LABEL = re.compile(r"([^：:（(、，,；;]{1,16})[：:]\s*(?=\S)")
NOTE_IN_NAME = re.compile(r"[（(][^（()）]*(?:[:：]|\d{5,}|联系人|负责人|电话)[^（()）]*[）)]")


PARTS = ("lead", "plain", "others", "open", "due", "rules")


@dataclass(slots=True)
class Bodies:
    """What a cell or a bracket says of bodies, in its order, and what else stood there."""

    lead: list[Passage] = field(default_factory=list)
    plain: list[Passage] = field(default_factory=list)  # 负责, 责任单位, or nothing said
    others: list[Passage] = field(default_factory=list)  # all but the leads, in the order of the text
    open: list[Passage] = field(default_factory=list)
    due: list[Passage] = field(default_factory=list)
    rules: list[Passage] = field(default_factory=list)  # 列第一位者为牵头单位
    scope: Passage | None = None
    assisted: bool = False
    verbs: int = 0
    labels: int = 0

    def add(self, other: Bodies) -> None:
        """Take in what another cell says."""
        for name in PARTS:
            getattr(self, name).extend(getattr(other, name))
        self.scope = self.scope or other.scope
        self.assisted |= other.assisted
        self.verbs += other.verbs
        self.labels += other.labels

    def copy(self) -> Bodies:
        """The same bodies for another row."""
        twin = Bodies(scope=self.scope)
        twin.add(self)
        return twin

    def placed_in(self, passage: Passage) -> Bodies:
        """The same bodies, standing where the passage they were read from stands."""
        twin = Bodies(assisted=self.assisted, verbs=self.verbs, labels=self.labels)
        placed: dict[int, Passage] = {}
        for name in PARTS:
            found: list[Passage] = getattr(self, name)
            getattr(twin, name).extend(placed.setdefault(id(one), one.placed_in(passage)) for one in found)
        twin.scope = self.scope.placed_in(passage) if self.scope else None
        return twin

    @property
    def names(self) -> list[Passage]:
        return [*self.lead, *self.others]

    def take(self, name: Passage, duty: Role) -> None:
        """Put a body where its duty belongs; a collective body never leads."""
        if is_unnamed(name.text):
            self.open.append(name)
        if duty is Role.LEAD and not is_collective(name.text):
            self.lead.append(name)
            return
        self.others.append(name)
        if duty is Role.ASSIST:
            self.assisted = True
        elif duty is Role.BODIES:
            self.plain.append(name)

    def settle(self, *, first_leads: bool) -> None:
        """Name the lead where the document's rule, or a body that is assisted, does so."""
        if self.lead or not self.others:
            return
        if first_leads:
            leads = [name for name in self.others[:1] if not is_collective(name.text)]
        else:
            leads = [name for name in self.plain if not is_collective(name.text)] if self.assisted else []
        self.lead = leads
        self.others = [name for name in self.others if not any(name is lead for lead in leads)]


@dataclass(frozen=True, slots=True)
class Manner:
    """How this document speaks: the sign that marks leads, the year its list is of."""

    lead_sign: str = ""
    year: int | None = None
    persons: bool = False
    paired: str = ""  # the sign that parts leads from others, as the head of the column has it
    names_first: bool = False  # 县教育局：负责校园安全 — who does it stands before what is to be done


def read_bodies(passage: Passage, role: Role = Role.BODIES, manner: Manner = Manner()) -> Bodies:
    """The bodies of a cell under a head of this role, or of a bracket."""
    return read_words(passage.text, role, manner).placed_in(passage)


@lru_cache(maxsize=4096)
def read_words(text: str, role: Role, manner: Manner) -> Bodies:
    """The bodies of some words that stand nowhere yet: a long list says the same words again and again."""
    passage = Passage.from_source(Source(text, ""))
    bodies = Bodies()
    passage = without_persons(passage) if manner.persons else passage
    passage, bodies.rules = without_rules(passage)
    for head, piece in labelled(whole_labels(passage)):
        if head is None:
            plain = manner.paired and not VERB.search(piece.text) and not MARK.search(piece.text)
            for duty, part in parted(piece, manner.paired) if plain else [(role, piece)]:
                read_clauses(part, duty, manner, bodies)
            continue
        bodies.labels += head.role in BODY_ROLES
        if head.role in BODY_ROLES or head.role is Role.UNIT:
            read_clauses(piece, Role.BODIES if head.role is Role.UNIT else head.role, manner, bodies)
        elif head.role is Role.DUE:
            bodies.due.append(piece.strip(TRIM))
        elif head.role is Role.SCOPE:
            bodies.scope = first_clause(piece)
    return bodies


def without_notes(name: Passage) -> Passage:
    """A name without a bracket of contacts or sections: 区教育局（责任科室：基教科）."""
    return name.without(Span(*match.span()) for match in NOTE_IN_NAME.finditer(name.text)).strip(TRIM)


def without_persons(passage: Passage) -> Passage:
    """The bodies of a cell that also names persons: 区教育局 王强, 区财政局（李丽）."""
    return passage.without(
        Span(*match.span())
        for match in PERSON.finditer(passage.text)
        if not is_complete((match[1] or match[2]).strip())
        and is_complete(before_gap(passage.text, match.start()))
    )


def before_gap(text: str, end: int) -> str:
    """The word before a place."""
    return re.split(r"[\s、，,；;]", text[:end].rstrip("（( "))[-1]


def first_clause(passage: Passage) -> Passage:
    """What stands before the first sign that ends a clause."""
    return passage.cut(0, next(top_level(passage.text, "，,；;。"), len(passage))).strip()


def read_clauses(passage: Passage, role: Role, manner: Manner, bodies: Bodies) -> None:
    """The names of one label, clause by clause; a verb gives its duty to the names before it."""
    waiting: list[tuple[Passage, Role | None]] = []
    linked = False
    for clause, when in clauses(passage, manner.year):
        if when:
            bodies.due.append(clause.strip(TRIM))
        if when or is_aside(clause):
            continue
        pieces: list[tuple[Passage, str]] = []
        at = 0
        for match in VERB.finditer(clause.text):
            pieces = split(clause.cut(at, match.start()))
            waiting += named(pieces, manner, bodies)
            at = match.end()
            if not waiting and not match["link"]:
                continue
            if match["link"]:
                hand_out(waiting, Role.LEAD if role is not Role.ASSIST else role, bodies)
                linked = True
            else:
                bodies.verbs += 1
                hand_out(
                    waiting,
                    duty_of(match["verb"] or match["office"] or match["sure"] or "", role, linked=linked),
                    bodies,
                )
            waiting = []
        waiting += named(split(clause.cut(at)), manner, bodies)
    hand_out(waiting, Role.ASSIST if linked else role, bodies)


def duty_of(verb: str, role: Role, *, linked: bool) -> Role:
    """What a verb makes of the names before it, under the head or label they stand under."""
    if any(word in verb for word in LEADS):
        return Role.LEAD
    if any(word in verb for word in ASSISTS):
        return Role.ASSIST
    if linked:
        return Role.ASSIST
    return role


def hand_out(waiting: list[tuple[Passage, Role | None]], duty: Role, bodies: Bodies) -> None:
    for name, own in waiting:
        for part in unfold(name):
            if isinstance(part, Etc):
                bodies.open.append(part.words)
            elif tidy := part.strip(TRIM):
                bodies.take(tidy, own or duty)


def named(
    pieces: list[tuple[Passage, str]], manner: Manner, bodies: Bodies
) -> Iterator[tuple[Passage, Role | None]]:
    """The names of a list with the duty that a mark beside each gives it; a time among them is due."""
    for whole in merge([(strip_number(piece), separator) for piece, separator in pieces]):
        if says_when(whole, manner.year):
            bodies.due.append(whole.strip(TRIM))
            continue
        name, own = marked(whole, manner)
        name, doing = at_work(without_label(without_notes(name.strip(TRIM))))
        own = own or doing
        if opener := OPENERS.match(name.text):
            name = name.cut(opener.end())
        if (behind := time_at_end(name.text)) and is_complete(name.text[:behind]):
            bodies.due.append(name.cut(behind))
            name = name.cut(0, behind)
        if NONE.fullmatch(name.text) or name.text.isdigit():
            continue
        yield name, own


def without_label(name: Passage) -> Passage:
    """甲项：县财政局 — what a body does may stand before it; a label that says who is read before."""
    match = WORK_LABEL.match(name.text)
    if match is None or head_of(match[1]) is not None or not is_complete(name.text[match.end() :]):
        return name
    return name.cut(match.end())


def at_work(name: Passage) -> tuple[Passage, Role | None]:
    """区财政局保障经费, 区住建局牵头制定方案: the body, and the duty its verb gives."""
    match = AT_WORK.match(name.text)
    if match is None or is_complete(name.text) or not is_complete(match[1]):
        return name, None
    verb = match[2]
    lead = any(word in verb for word in LEADS)
    assist = any(word in verb for word in ASSISTS)
    return name.cut(0, match.end(1)), Role.LEAD if lead else Role.ASSIST if assist else None


def strip_number(name: Passage) -> Passage:
    """1.区教育局 2.区财政局: the numbers of a list in a cell are no part of the names."""
    match = re.match(r"(?:\d{1,2}[.．)）]|[①-⑳]|[（(]\d{1,2}[）)])\s*(?=\D)", name.text)
    return name.cut(match.end()) if match else name


def marked(name: Passage, manner: Manner) -> tuple[Passage, Role | None]:
    """A name without the mark of its duty, and that duty."""
    own: Role | None = None
    while match := edge_mark(name.text):
        own = own or (
            Role.LEAD
            if not match["assist"] and not match["other"]
            else Role.ASSIST
            if match["assist"]
            else None
        )
        name = (
            name.cut(match.end())
            if match.start() == 0
            else name.cut(0, match.start()) + name.cut(match.end())
        )
    bare = name.strip(SYMBOLS)
    if manner.lead_sign and bare.text != name.text and manner.lead_sign in name.text:
        own = Role.LEAD
    return bare, own


def edge_mark(text: str) -> re.Match[str] | None:
    """A mark at the beginning of a name, at its end, or before 等."""
    for match in MARK.finditer(text):
        if match.start() == 0 or match.end() == len(text) or text[match.end() :].startswith(("等", "会同")):
            return match
    return None
