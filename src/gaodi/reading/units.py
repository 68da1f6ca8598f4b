"""量词 — what things are counted and measured in, and what must not follow, lest the unit be half a word.

5家 is five of something, 5家庭 is not; 12项目标 counts, 12项目 does not.
"""

from __future__ import annotations

import re


def _table(words: str) -> dict[str, str]:
    """``"家:庭|长 座"`` says that 家 is a unit unless 庭 or 长 follows, and that 座 is one."""
    return dict(entry.partition(":")[::2] for entry in words.split())


# Measure words: figures in words may stand before them (三所学校), and after a thing (学校三所).
COUNTED = _table(
    "家:庭|长[会学] 所:得税 座:[谈席] 名:[称誉单录牌] 人:[才民口力员工均制间] 处:[理置罚级] 户:[口籍型] 辆 "
    "支:[持付出撑] 台:[账阶] 套:[餐房取] 栋 幢 间:[隔接断] 亩:[均产] 张 册 篇 部:[门署队分委级位件落] "
    "场:[所馆景面站] 例:[如外] 宗:[旨教] 艘 架:构 盏 株 棵 头:[部雁等] 只:[有能需要享限可] 羽 尾:水 匹 枚 块 "
    "幅:度 眼:科 口:[岸径腔碑味] 根:据 笔:[记试] 位:[于列置] 列:[入为席] 趟 本:[地级区市县科镇村单着次] 份:额 "
    "款:项 桶 箱 袋 瓶 组:[织建团合] 粒 床 扇 门:[诊类槛店户球] 团:[队体员] 层:[次面级] 个 项:目(?!标) "
    "条:[例件款文] 种:植(?!物)|[子粮业] 类:[似别型] 次:[性序]|数(?![据字]) 件 轮:[岗休流椅胎] 期:[间限末货满待望刊] "
    "班:[子级次] 片:区(?!域) 节:[能点假约水日庆目俭] 单:[位独元] 起:[步来草] 批:[准发复评] 道:[路德] "
    "集:[中聚群体团成镇装] 首:[批次创发席] 双 对:[于接口象应外标全各符重照企] 餐:[饮厅桌] 席 "
    "剂:量 顶:[部层级尖] 把:[关控握手] 面:[八积临向对试前部料粉] 颗 孔 丛 辑:录 畦 垛 棚:[户区改] 桩 "
    "个次:[性序要生区级高优品干中] 单元 路段 人年 人天 人日 人月 台件 台套 标台 标箱 标方 学时 课时 学分 "
    "学位 床位 岗位 工位 泊位 车位 席位 个标准箱 航次 人份 米段 路口 点位 网格 "
    "斤 公斤 公里 平方米 平方公里 公顷 立方米 吨:[级位] 米 千米 岁 周岁 分钟 小时:工 个小时 "
    "天:[然津气空文窗猫使地]|无理由 工作日 个工作日 自然日 个自然日 交易日 个交易日 个月 周:[岁边期年转末] "
    "年:[度份末底均初会轻龄级检报] 学期 个学期 学年 个学年 百分点 个百分点 基点 个基点 倍:[数率]"
)
# What is done several times is counted with the measure word and 次: 人次, 轮次, 列次. 名次, 层次 and 位次 are other
# words, and so are 首次, 本次, 单次 and 双次.
NEVER_TIMES = frozenset("名层位首本单双次年个类天月周倍岁吨斤米")
TIMES = {
    f"{word}次": "[性序要生]"
    for word in [*(word for word in COUNTED if len(word) == 1), *"车船机村校企点针馆卷"]
    if word not in NEVER_TIMES
}
CLASSIFIERS = COUNTED | TIMES
# Units that stand after figures only: 十分 and 四方 are no measures.
MEASURES = _table(
    "分:[钟之类别局层级区批工析布期行公支中校馆院店厂队会部管散配流段享担解发] 秒 毫秒 日:[常均报益前夜产间照] "
    "厘米 毫米 微米 纳米:[级材芯制工技科粒] 海里 英寸 公分 平米 平方厘米 平方千米 立方厘米 立方:[米体厘] "
    "克:[服拉] 千克 毫克 微克 毫升 升:[级至到学温值] 方:[面案式向便法针] 吨公里 人公里 车公里 列公里 "
    "吨标准煤 吨标煤 吨标准油 吨油当量 吨二氧化碳当量 吨二氧化碳 当量 标准立方米 标立方米 标立方 标准箱 标准台 标准车 "
    "千瓦时 千瓦 兆瓦 兆瓦时 吉瓦 吉瓦时 千伏安 兆伏安 瓦 瓦时 安时 千乏 兆乏 千安 "
    "千伏:[变线输配电开站主交直超特等级项工] 伏:[特安笔季天] 焦耳 千焦 兆焦 吉焦 大卡 千卡 马力 "
    "蒸吨 顷 帕 千帕 兆帕 摄氏度 度:[全评环数量假角标过] 分贝 流明 勒克斯 摩尔 毫摩尔 "
    "兆比特 比特 字节 兆字节 兆 赫兹 兆赫 千赫 总吨 载重吨:级 净吨 字:[号母样] 路:[线口段网由灯基面径子侧上公] "
    "页 卷:[烟入] 具:[有体备] 届:[时满毕全中] 罐 朵 盘:[活点查踞] 单位(?=[，。；、,;)]|$)"
)
LATIN = (
    r"[EPT]?FLOPS|[EPT]?OPS|TEU|[KkMGT](?:bps|b/s|bit/s)|kgce|tce|[MGT]Wh|[Kk][Ww]h|MW|GW|[Kk]W|[Mk]VA|[Mk]?Pa|[kK]A"
    r"|[kK][Vv](?![变线输配电开站主交直超特等级项工])"
    r"|[ZEPTGMK]B|P|[muμn]s|[MGk]Hz|Ah|DWT"
    r"|[muμ]g/(?:[LgN]|k?g|N?m[3³])|Nm[3³]|k?m[23²³]|hm[2²]|㎡|㎥|km|KM|[cmn]?m|㎞|㎢|㎜|㎝|kg|㎏|℃|°C|dB(?:\(A\))?|BP|bp|[th]"
)
MONEY = r"(?:元|美元|欧元|港元|日元|英镑)(?![素旦宇件月首老帅级])"
# 三个一, 六个百分之百, 四个自信: slogans counted
SLOGAN = r"个(?:一[，。、,;”]|百分之百|统一|维护|意识|自信|确保|严禁|不)"


def _alternatives(table: dict[str, str]) -> str:
    """The longest first, each with what must not follow."""
    longest = sorted(table.items(), key=lambda entry: -len(entry[0]))
    return "|".join(f"{unit}(?!{refused})" if refused else unit for unit, refused in longest)


CLASSIFIER = f"(?:(?!{SLOGAN})(?:{_alternatives(CLASSIFIERS)}))"
SIMPLE = f"(?:(?!{SLOGAN})(?:{_alternatives(CLASSIFIERS | MEASURES)})| ?(?:{LATIN})(?![A-Za-z0-9]))"
# 元/人·年, 微克/立方米, 人次/年, 件/万人
PER = (
    rf"(?:/每?(?:{SIMPLE}|[天年月日次时分秒]|[\u4e00-\u9fff]{{1,3}}(?![\u4e00-\u9fff])))?(?:[·/][年月日天])?"
)
# Whatever else a threshold is told in, one to three characters straight before it: 28纳米以下, 3匝及以上. Grades and
# ranks are no measures (3级以上, 3A以上), nor is what follows 余 or 多.
NO_MEASURE = "级号星届名第余多几来类等代的和与至到为在上下前后其各点期年月日以及"
OTHER = (
    rf"(?:(?:(?![{NO_MEASURE}])[\u4e00-\u9fff]){{1,3}}?|(?!A+(?![A-Za-z]))[A-Za-z]{{1,4}})"
    r"(?:/[\u4e00-\u9fffA-Za-z]{1,3}?)?(?=(?:\(含\)|及其?)?以[上下内])"
)
UNIT = re.compile(rf"(?P<money>{MONEY}{PER})|(?P<share>[%‰])|(?P<simple>{SIMPLE}{PER})|(?P<other>{OTHER})")
# Words so common in set phrases (三项机制, 两个市场) that a figure in words before them needs more to count.
LOOSE = frozenset(
    "个项条种类次批件轮期班片节单道集门层组双对本部首套张团起份款位口头块列面把顶颗孔丛辑剂桩棚畦垛"
)
TIME = frozenset(_table("年 个月 天 日 小时 个小时 分钟 周 学期 个学期 学年 个学年 秒"))
SHARES = frozenset("%‰")
GROWTH = frozenset({"%", "倍", "个百分点", "百分点"})
AGES = frozenset({"岁", "周岁"})
# Verbs after which figures with a noun that ends the clause count that noun: 完成27村。
BROUGHT_ABOUT = re.compile(
    r"(?:完成|新建|改建|扩建|迁建|建设|建成|新增|增设|改造|配备|配置|配齐|发放|整治|培育|培养|打造|创建|组织|开展|举办|承办|接待|覆盖"
    r"|设立|设置|布设|布局|安装|购置|采购|投放|更换|更新|更替|引进|招引|开通|制作|编制|征集|巡查|检查|抽查|排查|走访|普查|办结|化解"
    r"|修复|修缮|治理|拆除|清理|清运|维护|储备|投用|创成|评选|推出|选派|联系|种植|栽植|补植|服务|惠及|接入)"
    r"(?![率量数额])[^，。；、,;:\d]{0,14}$"
)
# No nouns that are counted: what is no noun, what has a number for its name (318沿线, 12345热线, 631模式, 3核), what
# begins with a unit that it refuses to be (5家庭, 12项目).
NO_KIND = (
    r"[号级星届第余多几来类等代的和与至到为在上下前后内外其各点期年月日时分以及是有可应需将均全已核轴带心圈极翼廊屏环线路楼区层股师团]|"
    r".?[和与及等的了元年月号线率比型式制化级性用网]|"
    r"活动|宣传|行动|专项|工程|计划|热线|平台|会议|系统|模式|机制|体系|战略|工作|任务|目标|项目|指标|政策|方案|文件|标准|认证|改革|模型|技术|试点"
    r"|规划|培训|论坛|大赛|赛事|主题|品牌|格局|集群|地块|产业|公路|国道|省道|高速|隧道|大道|小区|广场|建设|改造|整治|左右|完成|推进|达到|实现"
    r"|提升|提高|增长|降低|下降|以上|以下|以内|之间|万亿|考核|攻坚|攻略|闭环|融合|联动|协同|服务|经济|创新|示范|管理|指挥|调度|急救|报警|接警"
)
REFUSING = "".join(unit for unit in CLASSIFIERS | MEASURES if len(unit) == 1)
KIND = re.compile(rf"(?!{NO_KIND})(?![{REFUSING}])[\u4e00-\u9fff]{{1,2}}(?=[，。；、,;)]|$)")
# 国道318, 编号12 and years before a noun are names: 2026攻坚
NUMBERED = re.compile(r"(?:道|速|线|路|号|第|型|版|院|部队|公司|厂|矿|[前后近每约])$")
A_YEAR = re.compile(r"(?:19|20)\d\d$")
LONGEST_REACH = 28


def kind_after(text: str, start: int, end: int) -> re.Match[str] | None:
    """The noun that the figures between ``start`` and ``end`` count, though it is in no table: 改造老旧〈28〉村。"""
    if A_YEAR.match(text[start:end]):
        return None
    kind = KIND.match(text, end)
    if kind is None:
        return None
    before = text[max(0, start - LONGEST_REACH) : start]
    return kind if BROUGHT_ABOUT.search(before) and not NUMBERED.search(before) else None
