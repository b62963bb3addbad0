"""Closed lists that several kinds share."""

from cadre_desktop.storage.fields import Choice


class Sex(Choice):
    """性别 — GB/T 2261.1."""

    MALE = "1", "男"
    FEMALE = "2", "女"


class PoliticalStatus(Choice):
    """政治面貌 — GB/T 4762."""

    PARTY_MEMBER = "01", "中共党员"
    PROBATIONARY = "02", "预备党员"
    YOUTH_LEAGUE = "03", "共青团员"
    MINGE = "04", "民革"
    MINMENG = "05", "民盟"
    MINJIAN = "06", "民建"
    MINJIN = "07", "民进"
    NONGGONG = "08", "农工党"
    ZHIGONG = "09", "致公党"
    JIUSAN = "10", "九三学社"
    TAIMENG = "11", "台盟"
    INDEPENDENT = "12", "无党派"
    MASSES = "13", "群众"


class PostLevel(Choice):
    """职务层次 — 公务员法 第十八条; 股级 is what county offices call the posts inside a section."""

    COUNTY_HEAD = "131", "县处级正职"
    COUNTY_DEPUTY = "132", "县处级副职"
    SECTION_HEAD = "141", "乡科级正职"
    SECTION_DEPUTY = "142", "乡科级副职"
    SUBSECTION = "145", "股级"
    OTHER = "199", "其他"


class RankName(Choice):
    """职级、职员等级 — ZB148 and the grades of 事业管理岗位; the two are separate ladders."""

    INSPECTOR_1 = "11", "一级巡视员"
    INSPECTOR_2 = "12", "二级巡视员"
    RESEARCHER_1 = "13", "一级调研员"
    RESEARCHER_2 = "14", "二级调研员"
    RESEARCHER_3 = "15", "三级调研员"
    RESEARCHER_4 = "16", "四级调研员"
    SENIOR_CLERK_1 = "17", "一级主任科员"
    SENIOR_CLERK_2 = "18", "二级主任科员"
    SENIOR_CLERK_3 = "19", "三级主任科员"
    SENIOR_CLERK_4 = "1A", "四级主任科员"
    CLERK_1 = "1B", "一级科员"
    CLERK_2 = "1C", "二级科员"
    STAFF_5 = "905", "五级职员"
    STAFF_6 = "906", "六级职员"
    STAFF_7 = "907", "七级职员"
    STAFF_8 = "908", "八级职员"
    STAFF_9 = "909", "九级职员"
    STAFF_10 = "910", "十级职员"
    SENIOR_CLERK_OLD = "O1", "主任科员"
    DEPUTY_CLERK_OLD = "O2", "副主任科员"
    CLERK_OLD = "O3", "科员"


class Dimension(Choice):
    """政治素质五个维度 — 中共中央关于加强党的政治建设的意见 (2019)."""

    LOYALTY = "loyalty", "政治忠诚"
    RESOLVE = "resolve", "政治定力"
    DUTY = "duty", "政治担当"
    ABILITY = "ability", "政治能力"
    DISCIPLINE = "discipline", "政治自律"


class Polarity(Choice):
    """正面 or 负面."""

    POSITIVE = "positive", "正面"
    NEGATIVE = "negative", "负面"


class FourGrade(Choice):
    """好、较好、一般、较差: the overall grades of political quality."""

    GOOD = "good", "好"
    FAIR = "fair", "较好"
    AVERAGE = "average", "一般"
    POOR = "poor", "较差"


class Satisfaction(Choice):
    """满意、基本满意、不满意: how people judge an office or the handling of a problem."""

    SATISFIED = "satisfied", "满意"
    FAIRLY = "fairly", "基本满意"
    NOT = "not", "不满意"


class Level(Choice):
    """高、中、低: one axis of a review."""

    HIGH = "high", "高"
    MIDDLE = "middle", "中"
    LOW = "low", "低"


class Secrecy(Choice):
    """密级 of a paper kept here; state secrets have no place in this program."""

    INTERNAL = "internal", "内部"
    WORK_SECRET = "work_secret", "工作秘密"


class AssessmentGrade(Choice):
    """年度考核结果; which of them may be used depends on the scheme."""

    EXCELLENT = "1", "优秀"
    COMPETENT = "2", "称职"
    BASICALLY_COMPETENT = "3", "基本称职"
    INCOMPETENT = "4", "不称职"
    QUALIFIED = "2B", "合格"
    BASICALLY_QUALIFIED = "3B", "基本合格"
    UNQUALIFIED = "4B", "不合格"
    UNGRADED = "5", "不定等次"
    UNGRADED_INSTITUTION = "5E", "不确定档次"
    NOT_ASSESSED = "6", "不进行考核"
