"""The sentences of 工作情况数据表 and of its Word draft: as the five papers print them, with figures for the numbers.

`{key}` is a figure with its own measure, `{key|名}` the same number with another measure word, `{pool:*}` every figure
whose key begins so, each with its name.
"""

from dataclasses import dataclass

PAPERS = {"J": "吉首市", "H": "和平区", "L": "湖南省", "D": "衡东县", "X": "湘阴县"}
"""The five papers whose wording is kept, by the letters the systems name them with."""

SYSTEMS = {
    1: "实绩档案三阶段", 2: "显绩潜绩两本账", 3: "亮诺亮效亮绩", 4: "表现纪实档案", 5: "政绩观察和信息互通",
    6: "政治素质考察", 7: "五必谈", 8: "谈话提醒函询诫勉", 9: "考核指标", 10: "年度考核和平时考核",
    11: "单位绩效考核四挂钩", 12: "职级晋升", 13: "选拔任用", 14: "能上能下", 15: "凡提四必双签字",
    16: "容错纠错", 17: "澄清正名", 18: "回访教育和重新使用", 19: "红黑榜", 20: "走找想促问题集",
    21: "揭榜挂帅和赛马", 22: "作风评议", 23: "政绩观偏差和监督台账", 24: "交流任职", 25: "墩苗跟班挂职",
    26: "结对帮带", 27: "人才库", 28: "表彰奖励", 29: "培训和学习教育", 30: "队伍结构和年轻干部",
    31: "正向激励和关心关爱", 32: "联系包村和联户走访", 33: "公开比选、人才引进和创客", 34: "调研和响应",
    35: "单位清单",
}  # fmt: skip
"""The systems in the order of the papers' subjects, by number."""

CHAPTERS = (
    ("档案建设", (4, 6, 1, 2, 3, 7)),
    ("考核评价", (9, 10, 11, 5)),
    ("选拔任用", (12, 13, 15, 14, 24, 33)),
    ("培养锻炼", (25, 26, 27, 29, 30)),
    ("监督管理", (8, 18, 22, 23)),
    ("容错关爱", (16, 17, 28, 31, 35)),
    ("一线纪实", (20, 32, 34)),
    ("争先创优", (19, 21)),
)
"""How a report of a county's work is divided: the chapters of the Word draft."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a paper about one system."""

    paper: str
    system: int
    text: str


_J = (
    (9, "对乡镇（街道）和市直单位实行差异化考核，考核指标共{indicators}，较对照年度降幅{indicator_cut}"),
    (12, "晋升职级或职员等级{ranks_given_times}"),
    (28, "事业人员州级记功{merit_city_staff|名}"),
    (10, "公务员年度考核优秀{grade_civil_1|名}"),
    (13, "新提拔科级干部{promoted_people}，进一步使用{advanced_people}，调整国企领导人员{enterprise_people}，"
         "推优入编村（社区）书记{enrolled_people|名}"),
    (14, "落实“下”的干部{adjusted_people|名}"),
    (17, "为干部澄清正名{cleared_people|名}"),
    (18, "联合回访受处分干部{revisit_people|名}，重新使用{revisit_reused|名}"),
    (28, "以市委、市政府名义表彰先进集体{commended_collectives}、先进个人{commended_people|名}"),
    (29, "分批分类举办培训班{training_classes}，培训{training_times}"),
    (25, "选派干部跟岗学习、挂职锻炼{placement_at_work_people|名}"),
    (30, "新提拔35岁以下干部进入乡镇（街道）班子{young_into_town_teams|名}"),
    (29, "开展政绩观学习教育{study_view_sessions}、{study_view_times}"),
    (6, "政治素质考察评定好{political_good}、较好{political_fair}、一般{political_average}、较差{political_poor}，"
        "有负面印证的{signs_negative_people}"),
    (23, "排查政绩观偏差问题{deviation_found}，完成整改{deviation_closed}，推动复工复产项目{deviation_resumed}"),
    (15, "落实凡提四必审核{vetting_times}，审核后否决{vetting_refused}"),
    (8, "开展提醒{reminder_reminder_times}、函询{reminder_inquiry_times}、诫勉{reminder_admonition_times}"),
    (31, "走访慰问{care_visit}，落实带薪休假{care_leave}、困难帮扶{care_hardship}，投入关爱资金{care_amount}"),
)  # fmt: skip
_H = (
    (6, "政绩观检视清单列正面条目{checklist_positive}、负面条目{checklist_negative}"),
    (29, "中心组必学{five_study_centre_group}、主题党日必有{five_study_party_day}、"
         "主体班次必讲{five_study_main_class}、重点对象必训{five_study_key_people}、"
         "民主生活会必查{five_study_democratic_life}，五项全覆盖单位占{five_studies_units}"),
    (25, "选派学员到专班实战实训{placement_drill_people|名}"),
    (32, "机关干部到基层服务保障{visit_people|名}"),
    (2, "五张试卷分别评定实绩：政治建设{achievements_paper_political}、高质量发展{achievements_paper_development}、"
        "作风建设{achievements_paper_conduct}、党建工作{achievements_paper_party}、民生保障{achievements_paper_livelihood}"),
    (2, "显绩账登记{achievements_visible}、潜绩账登记{achievements_latent}"),
    (3, "年初亮诺定责完成{pledge_promise_rate}，年中亮效问政完成{pledge_progress_rate}，"
        "年底亮绩评议完成{pledge_result_rate}"),
    (5, "政绩观察员形成观察纪实{observations}，收到部门政绩信息{source_notes_received}、采信{source_notes_accepted}，"
        "群众评价满意率{opinion_satisfied_rate}"),
    (31, "兑现优先选拔任用{incentive_selection}、优先职级晋升{incentive_rank}、优先评先评优{incentive_honour}、"
         "优先培训锻炼{incentive_training}、优先关心关爱{incentive_care}"),
    (16, "重大创新和改革事项容错预审报备{tolerance_filed_cases}"),
    (17, "移交诬告陷害线索{false_charges_handed}"),
    (23, "重要事项监督台账登记{supervision_items}，办结{supervision_done}"),
)  # fmt: skip
_L = (
    (34, "蹲点调研下沉{survey_places}县（市、区）、乡镇和{survey_villages}村"),
    (20, "梳理问题涉及{problem_aspects}{problem_classes}{problems|个}"),
    (20, "问题认领率{problem_taken_rate}、办结率{problem_solved_rate}、按期率{problem_on_time_rate}、"
         "满意率{problem_satisfied_rate}"),
    (20, "采取措施{problem_measures|条}，平均{problem_solving_days}办结"),
    (34, "从接报到首次响应平均{problem_response_days}"),
    (12, "职级晋升正面清单列明{promotion_grounds|种}情形，依此晋升{listed_ranks_people|名}"),
    (19, "发布红榜{board_red}、黑榜{board_black}，其中预警{board_warned}，建议主要负责人“让位”{board_give_way}"),
    (16, "受理容错事项{tolerance_cases}"),
    (35, "{unit_list_tolerance}单位建立容错正面清单，{unit_list_business_ties}单位建立“清亲”正负面清单"),
    (17, "查实失实举报、澄清正名{cleared_cases}"),
)  # fmt: skip
_D = (
    (4, "建立干部表现纪实档案{conduct_files}"),
    (6, "建立政治素质档案{political_files}"),
    (7, "五必谈完成率{five_talks_rate}"),
    (12, "晋升公务员职级{civil_ranks_people|名}、事业管理岗职员等级{staff_grades_people|名}"),
    (11, "评定绩效优秀单位{unit_result_excellent}，给予优秀单位主要负责人记个人三等功{excellent_heads_merit|名}"),
    (10, "乡镇公务员优秀比例由{quota_township_percent_before}调整为{quota_township_percent}"),
    (10, "乡镇工作人员收入高于县直同职级{township_pay_above}"),
    (14, "细化能上能下情形{adjustment_situations|种}，推动能上能下{adjusted_people|名}"),
    (22, "作风评议“基本满意”{style_fairly}，约谈单位负责人{style_heads_talked|名}"),
    (33, "建成创客孵化基地{maker_incubator}、示范片{maker_area}、示范基地{maker_site}，培育创客{maker_talents}"),
    (25, "选派{placement_shadowing_batches}{placement_shadowing_people|名}乡镇干部到县直单位跟班，"
         "选派{placement_rooting_people|名}县直干部到{placement_rooting_units}乡镇墩苗"),
    (24, "应交流{rotation_due}，已交流{rotated_people}，暂缓{rotation_delayed}"),
    (30, "提拔重用87后干部{young_promoted_people}"),
    (30, "全县科级干部平均年龄较上年度{section_mean_age_drop}"),
    (30, "为县直党政部门增配年轻干部{young_into_departments}"),
    (30, "乡镇党政正职中35岁以下占{young_1}、30岁以下缺{young_2_short|名}，乡镇班子成员中35岁以下占{young_3}、"
         "30岁以下缺{young_4_short|名}"),
)  # fmt: skip
_X = (
    (31, "出台正向激励措施{incentive_measures}"),
    (16, "容错免责{tolerance_exempt_people|名}"),
    (33, "通过“六比六看”公开比选干部{contest_chosen|名}，其中{contest_chosen:*}"),
    (28, "评选担当作为功臣{honour_hero|名}（其中{honour_hero_sanctioned|名}曾受处分）、狮子型干部{honour_lion|名}、"
         "效能之星{honour_star|名}"),
    (18, "受处分干部重新使用{revisit_reused|名}"),
    (21, "颁发奔跑奖{race_runner}、蜗牛奖{race_snail}"),
    (32, "干部联户走访{visit_times}，兴办实事{visit_real_thing}，破解难题{visit_hard_problem}"),
    (26, "副科级以上干部结对帮带2名以上年轻干部的覆盖率{mentoring_coverage}"),
    (32, "县直单位包村（社区）覆盖率{village_coverage}"),
    (1, "建立主要领导实绩档案{performance_files}，任期任务完成率{term_tasks_done}"),
    (33, "引进博士{recruits_doctor|名}、硕士{recruits_master|名}，建成省级以上科研平台{platforms_province_up}"),
    (27, "“三百工程”入库{pool_places}：{pool:*}"),
    (14, "结合履职表现作平职调整{adjusted_lateral_people|名}"),
)  # fmt: skip

SENTENCES = tuple(
    Sentence(paper, system, text)
    for paper, lines in (("J", _J), ("H", _H), ("L", _L), ("D", _D), ("X", _X))
    for system, text in lines
)
"""All of them, in the order of the papers."""
