"""时间用语 — the expressions of time that a task list uses, as patterns; ``reading.deadlines`` says what they mean."""

from __future__ import annotations

import re

from gaodi.bedrock.text import fold
from gaodi.reading import changes, dates
from gaodi.reading.dates import DATED, NUMERIC, UNDATED, YEAR

# What stands where an expression was that has been read.
TAKEN = "\x00"
NUMBER = r"(?:\d{1,3}|[一二两三四五六七八九十半]{1,3})"
TO = r"(?:—{1,2}|-|~|至|到)"
BEFORE = r"(?:之前|以前|前|为止|止)?"
NUMBERED_DATE = rf"(?:{DATED}|{UNDATED})"

TITLE = re.compile(r"《[^《》]{1,120}》|[〔\[]\d{4}[〕\]]第?\d{0,5}号?")
# The years in brackets behind a plan's name belong to the name: 三年行动计划（2026—2028年）, 管理办法（2026年版）
NAMED_YEARS = re.compile(
    rf"(?:(?<=计划|规划|方案|行动|纲要|意见|办法|清单|条例|指南|工程|战略|目录|标准|要点|蓝图|规程|规范|细则|路径|措施|项目|制度)”?|{TAKEN})"
    rf"\((?:{YEAR}|\d{{4}})(?:{TO}(?:{YEAR}|\d{{2,4}}))?(?:[新修]?修?订?[年]?版|年?本|修订|试行)?\)"
)
# A short quotation is a name: “2026清风行动”
QUOTED = re.compile(r"“[^“”]{1,16}”")

PLAN = re.compile(
    r"“?十(?P<n>[一二三四五六七八])五”?(?P<part>期间|时期|规划期|期?末|规划末|收官(?:之年|年)?)?"
)
# 每年 and the day of the year with it
ITS_DAYS = rf"(?:{NUMBERED_DATE}(?:[、和及]{NUMBERED_DATE})*)?"
# 按年度计划推进 says nothing of when
NO_PLAN = r"(?!度?(?:计划|方案|安排|任务|目标|要点|预算|指标|序时|进度))"
EACH_YEAR = rf"(?:每学?年度?|逐年|按年度?{NO_PLAN})(?:的)?{ITS_DAYS}{BEFORE}|一年(?=[一两二三四\d]次)"
EACH_QUARTER = (
    rf"(?:每个?|逐|按(?=季度?{NO_PLAN}))季度?(?:第?[一二三]个月|首月|末月|末|底|初)?(?:\d{{1,2}}[日号])?"
    r"(?:结束后)?(?:之?前)?"
)
EACH_MONTH = (
    rf"(?:每个?|逐|按(?=月{NO_PLAN}))月(?:底|末|初|上旬|中旬|下旬)?"
    r"(?:\d{1,2}(?:[日号]|—\d{1,2}[日号]))?(?:之?前)?"
)
EACH = re.compile(
    rf"(?P<year>{EACH_YEAR})|(?P<half>每半年|每学期|(?<![上下])半年一次)|(?P<quarter>{EACH_QUARTER})|(?P<month>{EACH_MONTH})"
    r"|(?P<two_months>每?隔月|[每逢]双月)|(?P<two_weeks>[每逢]双周|每?隔周)|(?P<week>每周[一二三四五六日]?)|(?P<ten>每旬)|(?P<day>每[日天])"
    rf"|每(?:隔)?(?P<every>{NUMBER})个?(?P<every_unit>年|月|周|天|日|学期|季度)"
    rf"|(?<![上下])(?P<once>{NUMBER})个?(?P<once_unit>年|月|季度?|周)(?=[一1]次)"
)
WITHIN = re.compile(
    rf"(?<![\d一二两三四五六七八九十])(?P<n>{NUMBER})(?:个)?(?P<unit>年|月|周|日|天|工作日)(?:左右)?(?:的?时间)?(?:之内|以内|内)"
    rf"|(?:(?:(?<![留使试聘])用|力争)(?:{NUMBER}个?[年月]?{TO})?(?P<n2>{NUMBER})个?(?P<unit2>年|月)(?:左右)?的?时间|(?:未来|今后)(?P<n3>{NUMBER})(?P<unit3>年))"
)
# 开工后18个月 is due then; 毕业后6个月 is not of the task
AFTER_EVENT = re.compile(
    r"(?:开工|动工|签约|签订合同|合同签订|印发|发布|立项|批复|核准|中标|进场|启动|供地|摘牌|交地|土地摘牌|签订)(?:之?后|之日起)(?:的)?"
    rf"(?P<n>{NUMBER})(?P<unit>年|个月|周|天|个?工作日|日)(?=$|[，。；、,;)]|完成|完工|竣工|建成|投[产用运])"
)
START = re.compile(
    rf"(?:自|从)?(?P<from>{NUMBERED_DATE})(?P<term>[春秋]季学?期?(?:开学)?)?(?:起(?!步)|开始|以后)(?:施行|执行|实施)?"
)
PERIOD = re.compile(
    rf"(?:自|从)?(?P<first>{NUMBERED_DATE}|(?:20)\d{{2}})(?:起)?{TO}(?P<last>{NUMBERED_DATE}|{dates.DAY}){BEFORE}"
    rf"|(?P<year>{YEAR})?(?<![\d.])(?P<m1>1[0-2]|[1-9]){TO}(?P<m2>(?:1[0-2]|[1-9])月)(?P<part>底|末)?{BEFORE}"
    rf"|(?P<its_year>{YEAR})?(?<![\d.])第?(?P<q1>[一二三四1-4]){TO}第?(?P<q2>[一二三四1-4]季度)[末底]?{BEFORE}"
)
# 第二、三季度; 上、下半年; 6月、12月底前: what stands behind the last is meant of all
SERIES = re.compile(
    r"(?P<years>(?:(?<!\d)20\d{2}年?[、和及与]){1,9}20\d{2}年)"
    rf"|(?P<year>{YEAR})?(?:第?(?P<quarters>[一二三四1-4](?:[、和及][一二三四1-4])+)季度|(?P<halves>上[、和及]?下半年)"
    rf"|(?P<months>(?:{dates.MONTH_IN_FIGURES}[、和及])+{dates.MONTH_IN_FIGURES})(?P<part>[底末])?){BEFORE}"
)
FEAST = re.compile(rf"(?:{YEAR})?{dates.FEAST}")
SCHOOL_YEAR = re.compile(rf"(?P<first>20\d{{2}})年?{TO}(?P<last>(?:20)?\d{{2}})学年度?")
POINT = re.compile(rf"{NUMBERED_DATE}{BEFORE}")
NUMERIC_POINT = re.compile(rf"{NUMERIC}(?P<part>[底末])?")
# In a sentence 2026.6 may be a version; 2026.6.30 and 2026.6底 are days.
NUMERIC_DAY = re.compile(
    rf"(?<![\d.])20\d{{2}}([./-])(?:1[0-2]|0?[1-9])\1(?:3[01]|[12]\d|0?[1-9])(?!\d)日?{BEFORE}"
)

# Only a cell or a bracket that speaks of nothing but the time may use these.
CELL_YEARS = re.compile(rf"^(?P<first>20\d{{2}})年?{TO}(?P<last>20\d{{2}})$")
CELL_PERIOD = re.compile(rf"(?P<first>{NUMERIC}){TO}(?P<last>{NUMERIC}|(?:1[0-2]|0?[1-9])月?(?!\d))")
CELL_WITHIN = re.compile(
    rf"^(?P<n>{NUMBER})(?P<unit>年|个月|周|天|个?工作日|小时|日(?=内|以))(?:内|以内|之内)?$"
)
# 双月, 半年, and 月调度, 季通报
OFTEN = (
    r"(?=$|[，,、；;]|[一1两]次|会商|会议|例会|督查|督导|督办|调度|通报|评估|评价|研判|分析|报告|报送|更新|检查|巡查|考核|点评"
    r"|晾晒|开展)"
)
CELL_EACH = re.compile(
    rf"(?:^|(?<=[、，,；;]))(?:(?P<year>年度$|按年度$)|(?P<half>半年{OFTEN})|(?P<quarter>季度?{OFTEN})|(?P<month>(?:月度?|按月){OFTEN})"
    rf"|(?P<two_months>(?:[双单隔两]月){OFTEN})|(?P<two_weeks>[双隔两]周{OFTEN})|(?P<two_years>[隔]年{OFTEN})"
    rf"|(?P<half_month>半月{OFTEN})|(?P<week>周{OFTEN})|(?P<ten>旬{OFTEN})|(?P<day>日(?=调度|报告)))"
)
# 2026年Q3, Q1-Q3, 2026H1
LETTERS = rf"(?P<first>[QqHh][1-4])(?:{TO}(?P<last>[QqHh]?[1-4])|(?P<more>(?:[、,，/和][QqHh]?[1-4])+))?(?![\dA-Za-z])"
QUARTER_LETTERS = re.compile(rf"(?<!\d)(?P<year>20\d\d)年?[ -]?{LETTERS}")
CELL_LETTERS = re.compile(rf"(?:(?<!\d)(?P<year>(?:20)?\d\d)年?[ -]?|(?<![A-Za-z\d])){LETTERS}")
# 6、12月; 1、12月 may be the first item of a list
CELL_MONTHS = re.compile(
    rf"^(?P<year>{YEAR})?(?!1、\d+月)(?P<months>(?:(?:1[0-2]|0?[1-9])[、/和及])+{dates.MONTH_IN_FIGURES})(?P<part>[底末])?{BEFORE}"
)
CELL_POINT = re.compile(
    rf"^(?P<year>(?:19|20)\d\d)(?:年度?)?{BEFORE}$|(?P<bare>^{dates.MONTH}$)"
    r"|(?<![\d.])(?P<month>1[0-2]|0?[1-9])[./](?P<day>3[01]|[12]\d|0?[1-9])(?![\d.月])"
    r"|(?P<whole>(?<!贯穿)全年)(?!推进|坚持|持续|常态|长期)"
)
ONGOING = re.compile(
    r"长期|持续|常态|常年|经常性|日常|贯穿|不间断|滚动推进|长效|(?:全年|逐年)(?:推进|坚持|开展)|随时|实时|全过程"
)
# 完成时限：持续推进, in a cell or a sentence with other things in it
LABELLED_ONGOING = re.compile(
    r"(?:完成|办理|整改|落实|推进)(?:时限|期限|时间)[:为](?:长期|持续|常态化?|常年|日常|全年)(?:性|推进|坚持|开展|实施|落实|进行)?(?=$|[，。；、,;)])"
)
AT_ONCE = re.compile(r"即日起")
# 2026年3月启动，10月完成: due is the end; a beginning alone is all that is said
BEGUN = re.compile(r"前?(?:正式|全面)?(?:启动|开始|开工|动工|着手|部署)")

# 每人每年1200元: a rate or a cap for each person
PER_PERSON = re.compile(r"每(?:人|生|户|名|位|家|亩|辆|台|个)[^，。；、每]{0,6}$")
# 能力达到每日2000吨, 补贴每月300元
EACH_DAY_OR_MONTH = re.compile(r"[\d.,]+[万亿余]*(?:元|吨|立方米|标方|千瓦时|标箱)")
RATE = re.compile(r"[^，。；、,;\d]{0,8}[\d.,]+[万余]*元|(?:只|仅|限|可|最多)")
# 毕业2年内的高校毕业生, 时限压缩至3个工作日内: a length of time that measures something
SINCE = re.compile(
    r"(?:毕业|离校|成立|注册|登记|创办|出厂|退役|投产|设立|获得|认定|返乡|运营|出生|刑满|取得|近|前|最近|过去)(?:后|满)?$"
)
LASTING = re.compile(
    rf"(?:时间|时限|期限|时长|周期|用时|工期|有效期|压缩|缩短|提速|减少|压减|精简)[^，。；、,;]{{0,8}}$|{changes.CHANGED_TO}[^，。；、,;]{{0,4}}$"
)
# 压缩至20个、30个工作日以内: the figures that share the unit of the last
SHARED = re.compile(r"(?:\d{1,3}(?:个|天|日|个?工作日)?[、和及与或]){1,4}$")
# 完成时限：自印发之日起90日内 is a label and a time counted from a day
LABELLED_FROM = re.compile(r"(?:时限|时间|期限)[:为][^，。；、,;:]{0,10}(?:之日起?|起|后)$")
# 3个工作日内办结 promises a service; 印发之日起30日内 sets a date
COUNTED_FROM = re.compile(r"(?:之日|之后|后|起)[^，。；、,;]{0,4}$")
SERVED = re.compile(
    r"[^，。；、,;]{0,6}(?:办结|办理|办成|办好|答复|回复|响应|到达|到场|处置|反馈|审批|审核|受理|送达|拨付|兑付|兑现|到账|接通|修复|出证|登记|备案|支付|对接|核实|回访|转办|派单)"
)

# Ways of saying when that name no day: 立行立改, 按序时进度, 汛期前.
BY_SCHEDULE = (
    r"(?:严格)?(?:按照?|根据|依照|结合|列入|纳入)(?:各?年度?|月度?|季度?)?(?:工作|推进|序时|时间|既定|上级|有关)?"
    r"(?:计划|进度|时序|节点|时限|时间|要求|安排|部署|规划)(?:节点|进度|要求|安排)?"
)
NO_DAY = re.compile(
    rf"{BY_SCHEDULE}|即知即改|立[行知]?立改|立即|马上|即时|即刻|随即|适时|及时|尽快|尽早|择[期机]|按期|如期|按时|限期|届时"
    r"|常抓不懈|久久为功|今冬明春|今年|年中|本?月底?前|近期|中期|远期|短期|不?定期|序时进度|分(?:年度?|步骤?|期|阶段|批次?)|每[轮批届]"
    r"|(?:汛期|汛|换届|[春秋]季(?:学期)?开学|开学|[高中]考|节|采暖季|供暖季|供暖期|冬季|春季|夏季|秋季|入冬|入夏)(?:之?前|之?后|期?内|期间)"
    r"|年度|全年|季度|当年|本年|(?:各|每个?)(?:重要|时间)?(?:节点|节假日)"
)
# What may stand beside them: what is to be reached or done by then, and no word that a name of a body is made of.
BESIDE = (
    r"完成|办[结理]|推进|推动|坚持|开展|落实|实施|执行|施行|启动|开始|开工|动工|竣工|结束|到位|见效|达标|建成|投用|投入使用"
    r"|验收|上[报线]|报送|报告|汇报|通报|调度|评估|评价|督查|督导|督办|检查|巡查|抽查|考核|更新|总结|会商|研判|分析|例会|整改"
    r"|销号|出台|印发|发布|制定|形成|取得|实现|达到|阶段性|初步|明显|显著|实质性|新的?|成效|成果|进展|突破|实效|目标|任务|工作"
    r"|方案|试点|建设|改造|编制|申报|评审|摸底|排查|下班|[\d.]+%|全部|全面|基本|力争|确保|争取|持续|巩固|深化|提升|组织|抓好|做好|整体|首[批次]|第[一二三]批|剩余|其余|其他|其中|各|分别|不少于"
    r"|至少|[一二两三四\d]+次|(?:文件|方案|通知|计划|意见|本[^，。]{1,4})?(?:印发|发布|发文|下发|公布|批复|立项|接到|收到|签订)(?:之日|后|通知)?"
    r"|之日|完成时限|时限|期限|时间|进度|并|且|和|及|或|与|至|到|于|在|再|前|后|内|底|末|起|止|为|的|以|之|左右|均|需|须|应|要|将|逐步"
    r"|[，。、；：:,;.()“”/—~-]"
)
NOT_A_NAME = re.compile(rf"(?:{TAKEN}|{BESIDE})+")
# What is done by then, whatever it is done to: 6月底前出台相关政策, 年内形成规划纲要草案
ADVERB = (
    r"(?:全面|全部|基本|力争|确保|争取|正式|初步|率先|陆续|逐步|分批|集中|统一|提前|按时|分别|再|均|要|应|须|需|将|完成时限为?"
    r"|[，,])*"
)
ACTION = (
    r"(?:出台|印发|制定|制订|形成|公布|发布|完成|取得|启动|实现|建立|建成(?!区)|上线|运行|投用|投产|投入|开工|竣工|通车|提出|提交|上?报"
    r"|编制|推出|修订|下达|拨付|兑现|兑付|到位|清零|清偿|落实|开展|组织|推[进动广开]|实施|建设|改造|整改|验收|总结|梳理|确定|明确|签订|接入|开通"
    r"|达到|打造|培育|召开|举办|评估|对接|配合|部署|研究|深化|抓好|加强|完善|优化|提升|出具|答复|办结|反馈|向[\u4e00-\u9fff]{1,14}报)"
)
# A day or an end of something cannot begin a name; a year, a month or a feast can: 2025年上线专班, 十月完成公司
UNTIL = r"(?:之?前|以前|[年以之]?内|[底末止]|期间|[上下]半年|季度)"
THEN_DONE = re.compile(
    rf"(?:(?:印发|发布|发文|公布|批复|立项|接到|收到|签订)(?:之日起?|后)?)?{TAKEN}+{ADVERB}{ACTION}.*"
)
DONE_BY = re.compile(rf"[^，。；、,;]{{0,24}}?{UNTIL}，?{ADVERB}{ACTION}")
BODY_ENDS = re.compile(
    r"(?:局|委|办|厅|部|政府|专班|小组|公司|中心|集团|[学医法]?院|处|科|室|站|队|(?<![场进大谈布接动])会|行|社|所|镇|乡|街道|村|县|市|区|校|协会|\))$"
)
ENDLESS = re.compile(rf"(?:{ONGOING.pattern})[化性地]?")
DECIMAL = re.compile(r"\d{1,2}\.\d")
SAID = (
    *(
        NUMERIC_POINT,
        CELL_PERIOD,
        CELL_YEARS,
        CELL_LETTERS,
        CELL_MONTHS,
        PLAN,
        EACH,
        CELL_EACH,
        WITHIN,
        CELL_WITHIN,
    ),
    *(SCHOOL_YEAR, PERIOD, SERIES, START, POINT, CELL_POINT, ENDLESS, AT_ONCE, NO_DAY),
)
LONGEST = 80  # characters of a phrase


def is_time_phrase(text: str) -> bool:
    """Whether a fragment says when or how long and names nobody, even where no date can be told from it.

    That is true of 2026年底前取得阶段性成效, 每季度通报一次 and 立行立改; not of 县长效办 and 年鉴编辑部, for they
    hold a word that is neither.
    """
    plain = left = fold(text).text
    if not left or len(left) > LONGEST or DECIMAL.fullmatch(left):
        return False
    for pattern in SAID:
        left = pattern.sub(TAKEN, left)
    if TAKEN not in left:
        return False
    return NOT_A_NAME.fullmatch(left) is not None or _is_done_then(plain, left)


def _is_done_then(plain: str, left: str) -> bool:
    """Whether it begins with a time by which something is done: no name of a body does."""
    if THEN_DONE.match(left) is None:
        return False
    return DONE_BY.match(plain) is not None or BODY_ENDS.search(plain) is None
