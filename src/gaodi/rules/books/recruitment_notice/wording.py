"""词 — the words the grammar of limits is built of, each as part of a pattern over folded text."""

from __future__ import annotations

import re


def one_of(words: str) -> str:
    """A pattern for any of the words or patterns of a list parted by blanks."""
    return f"(?:{'|'.join(words.split())})"


DEGREE = r"(?:博士|硕士|研究生|本科|学士|大学专科|专科|大专|中专|中职|中技|高中|学历|学位|文化程度|大学生)"
LEARNING = rf"(?:{DEGREE}|毕业|应届|院校|高校|高等学校|高等教育|大学|招生|学习|名校|双一流|高考|统招|学信网)"
SCHOOL = r"(?:大学|高校|院校|学府|高等学校|学院|学校|高职|本科院)"
# ways of study that are not full-time or not by the unified admission
OTHER_MODE = one_of(
    r"""
    非全日制 自考 自学考试 自修 成人(?:高等)?(?:教育|高考|学历|院校|高校|本科|大专|专科)? 成教 成招 函授
    夜大 业余(?=[、，,/及和或学教本专大]|$)
    (?:现代)?(?:网络|远程|网教)(?:远程)?(?:教育|学历|大学|学院|本科|、|或|和|及) 网教 电大 广播电视大学
    开放(?:大学|教育) 国开 在职(?:教育|研究生|学历|培养|攻读|硕士|博士|教育硕士) 专升本 专转本 专接本
    专插本 专科起点 党校 第二学历 非统招 非普招
    """
)
# schools that are not ordinary public universities
OTHER_SCHOOL = (
    r"(?:民办|独立学院|三本|二本|三批|二批|高职|高等职业|职业(?:技术)?(?:院校|学校|学院|大学|教育|高中|中学)"
    r"|职技|技工(?:院校|学校|教育)|技校|技师学院|技师班|高级工班|职高|中外合作办学|职教|职校)"
)
REFUSED = one_of(
    r"""
    不(?:予|含|包括|包含|接受|接收|招|能|考虑|认可|承认|符合|列入|纳入|属于|作为|可|收|录|算|适用|适合|享有|得|在(?:此|本次|招|报|引进|录用|上述|[^，,;]{1,6}(?:范围|之列|之内|对象)))(?!少于|低于)
    不要(?!求) 除外 勿(?!忘) 谢绝 拒绝 恕不 免谈 绕道 排除 一律不 概不 无效 止步
    (?:仅|只)(?:可|能|限|允许)(?:报|应聘) 免(?:投|进|试报|$)
    """
)
MUST = r"(?:须|需|必须|要求|仅|只(?:限|招|面向|接受|录|收|考虑|聘)|限(?!制)|务必|一律|应(?!届|聘|征|急|用|试|对|付))"
DEMAND = rf"(?:{MUST}|具有|具备|取得|获得|拥有|持有|毕业于|就读于|毕业$|毕业生|专业$|以上|均为|都是|皆为|有)"
# posts people hold at a university: 担任高水平大学教授 says nothing of where somebody studied
POST = one_of(
    r"""
    长聘 终身 特聘 讲席 正?副?教授 助理教授 准聘 讲师 研究员 教师 教职 教席 任职 任教 执教 工作 访学
    访问 博士后 科研(?!机构|院|所) 校长 院长 相当 附属 合作 联合 共建 同等水平 水平
    """
)
COMPARED = r"(?:排名|排行榜?|前|TOP|top|Top|百强|五十强|\d+强)"


def compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def near(first: str, second: str, gap: str = "{0,24}") -> str:
    """Both in one clause, in either order, not far apart."""
    between = rf"[^，,;。]{gap}"
    return rf"(?:(?:{first}){between}(?:{second})|(?:{second}){between}(?:{first}))"
