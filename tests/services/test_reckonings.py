"""What is reckoned of one person carries its reason, and what cannot be reckoned says what is missing."""

from cadre_desktop.records.sanction import SanctionClass, SanctionName
from cadre_desktop.records.vocab import RankName
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services.reckonings import reckonings
from tests.services.people import cadre, filed, post, unit


def told(db, who):
    return {one.caption: one for one in reckonings(db, who.id)}


def test_a_full_file_gives_every_result_with_its_records(db):
    who = cadre(db, birth_on=PartialDate(1968, 11), retirement_base=60)
    held = post(db, who, unit(db), appointed_on=PartialDate(2021, 5))
    rank = filed(db, "rank", cadre=who, name=RankName.SENIOR_CLERK_1, approved_on=PartialDate(2023, 6))
    found = told(db, who)
    assert {caption: one.value for caption, one in found.items()} == {
        "周岁年龄": "58岁",
        "现职连续任职": "5年6个月（自2021.05）",
        "同层次连续任职": "5年6个月（自2021.05）",
        "现职级时间": "3年5个月（自2023.06）",
        "影响期": "没有处分、诫勉等处理记录",
        "法定退休时间": "2029.11（61岁）",
    }
    assert found["现职连续任职"].found.records == (held.id,)
    assert found["现职级时间"].found.records == (rank.id,)
    assert "一级主任科员" in found["现职级时间"].found.sentence
    assert found["法定退休时间"].found.texts


def test_what_is_missing_is_said_instead(db):
    found = told(db, cadre(db, birth_on=PartialDate(1970, 1)))
    assert found["法定退休时间"].found is None
    assert "改革前任职年龄界限" in found["法定退休时间"].value
    assert found["现职连续任职"].value == "没有带任职时间的现任职务"
    assert found["现职级时间"].found is None


def test_an_influence_that_runs_says_until_when(db):
    who = cadre(db)
    filed(db, "sanction", cadre=who, sanction_class=SanctionClass.PARTY, name=SanctionName.PARTY_WARNING,
          decided_on=PartialDate(2026, 8, 31), fact="违规", organ="县纪委")  # fmt: skip
    found = told(db, who)["影响期"]
    assert found.value.startswith("计至2027.")
    assert found.found.texts


def test_a_birth_known_to_the_year_alone_has_no_month_of_retirement(db):
    found = told(db, cadre(db, birth_on=PartialDate(1970), retirement_base=60))
    assert "只有年份" in found["法定退休时间"].value
