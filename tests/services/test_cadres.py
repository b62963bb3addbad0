"""Photos, and the since-dates with where they come from."""

import pytest

from cadre_desktop.errors import BadFile, InvalidInput
from cadre_desktop.records.vocab import PostLevel, RankName
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import cadres, history
from tests.services import people

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63606060000000040001f61738550000000049454e44ae426082"
)


@pytest.fixture
def who(db):
    return people.cadre(db)


def explained(db, who):
    return {s.caption: (str(s.date) if s.date else "", s.source) for s in cadres.since_explained(db, who.id)}


def test_without_posts_every_date_says_what_it_lacks(db, who):
    found = explained(db, who)
    assert found["任现职"] == ("", "没有带任职时间的现任职务")
    assert found["任现职务层次"][0] == ""
    assert found["任现职级"] == ("", "没有带批准时间的职级")


def test_each_date_names_the_post_or_rank_it_is_counted_from(db, who):
    town, office = people.unit(db), people.unit(db, "县住建局")
    people.post(
        db, who, office, "副局长", appointed_on=PartialDate(2016, 3), removed_on=PartialDate(2021, 5),
        level=PostLevel.SECTION_DEPUTY,
    )  # fmt: skip
    people.post(db, who, town, "镇长", appointed_on=PartialDate(2021, 5), level=PostLevel.SECTION_HEAD)
    people.filed(db, "rank", cadre=who, name=RankName.SENIOR_CLERK_1, approved_on=PartialDate(2022, 3))
    found = explained(db, who)
    assert found["任现职"] == ("2021.05", "从任青石镇镇长起")
    assert found["任现职务层次"] == ("2021.05", "从任青石镇镇长起，职务层次未变")
    assert found["任同级职务"] == ("2021.05", "从任青石镇镇长起，同级职务未中断")
    assert found["任现职级"] == ("2022.03", "从批准为一级主任科员起")


def test_a_post_carried_on_is_counted_from_the_one_before(db, who):
    town = people.unit(db)
    people.post(db, who, town, "乡长", appointed_on=PartialDate(2014, 1), removed_on=PartialDate(2018, 6))
    people.post(db, who, town, "镇长", appointed_on=PartialDate(2018, 6), counts_continuous=True)
    assert explained(db, who)["任现职"] == ("2014.01", "从任青石镇乡长起，其后的职务连续计算")


def test_a_photo_is_kept_shown_and_taken_away(db, who, tmp_path):
    path = tmp_path / "照片.png"
    path.write_bytes(PNG)
    assert cadres.photo(db, who.id) is None
    cadres.set_photo(db, who.id, path)
    assert cadres.photo(db, who.id) == PNG
    cadres.remove_photo(db, who.id)
    assert cadres.photo(db, who.id) is None
    history.undo_step(db, history.recent_steps(db, limit=1)[0].work_id)
    assert cadres.photo(db, who.id) == PNG


def test_what_is_no_picture_is_refused(db, who, tmp_path):
    path = tmp_path / "照片.jpg"
    path.write_bytes(b"GIF89a")
    with pytest.raises(InvalidInput, match="JPG 或 PNG"):
        cadres.set_photo(db, who.id, path)
    assert cadres.photo(db, who.id) is None


def test_a_file_that_cannot_be_read_is_told(db, who, tmp_path):
    with pytest.raises(BadFile, match=r"没有\.png"):
        cadres.set_photo(db, who.id, tmp_path / "没有.png")
