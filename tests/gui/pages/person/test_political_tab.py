"""The portrait beside its evidence; nothing is added up."""

from datetime import date

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel

from cadre_desktop.gui.dialogs.ballot_dialog import BallotDialog
from cadre_desktop.gui.forms.record_dialog import RecordDialog
from cadre_desktop.gui.pages.person.political_tab import PoliticalTab, ring
from cadre_desktop.records.political_review import BallotRow, SourceKind
from cadre_desktop.records.rows import Link
from cadre_desktop.records.vocab import Dimension, FourGrade, Polarity
from cadre_desktop.services import political_reviews
from tests.gui.conftest import settle
from tests.services.people import change, filed

FACTS = (
    (Dimension.LOYALTY, Polarity.POSITIVE, "坚定拥护“两个确立”", ""),
    (Dimension.DUTY, Polarity.POSITIVE, "洪水中转移群众210人", ""),
    (Dimension.DUTY, Polarity.NEGATIVE, "对积案化解推进迟缓", "已制定化解方案。"),
)


@pytest.fixture
def review(desk, office, who):
    return filed(
        desk.db, "political_review", cadre=who, unit=office.units["青石镇"], year=2026, started_on=date(2026, 9, 1),
        n_issued=62, n_returned=61, n_valid=60, reply="认可考察意见。",
    )  # fmt: skip


def sign(db, review, dimension, polarity, fact, reply=""):
    return filed(
        db, "sign", review=review, dimension=dimension, polarity=polarity, fact=fact, happened_on=date(2026, 5, 1),
        source_kind=SourceKind.DOCUMENT, source_document="清信联〔2026〕5号", reply=reply or None,
    )  # fmt: skip


@pytest.fixture
def signs(desk, review):
    return [sign(desk.db, review, *fact) for fact in FACTS]


@pytest.fixture
def tab(desk, who, shown):
    return shown(PoliticalTab(desk), who)


def row(table, number):
    return [table.model.index(number, c).data() for c in range(table.model.columnCount())]


def window_of(tab):
    return next(w for w in tab.findChildren(RecordDialog) if w.isVisible())


def test_without_a_review_the_tab_says_so_and_begins_one(tab, who):
    assert tab.nothing.isVisible()
    assert not tab.sheet.isVisible()
    tab.nothing.findChild(QAbstractButton).click()
    window = window_of(tab)
    assert (window.kind.key, window.form.editors["cadre"].value()) == ("political_review", who)
    assert window.form.editors["year"].value() == 2026
    window.close()


def test_signs_stand_on_their_side_with_their_sources(tab, who, signs):
    tab.show_person(who)
    assert tab.positive.title_label.text() == "正面表现（2）"
    assert row(tab.positive, 0) == ["政治忠诚", "坚定拥护“两个确立”", "文件材料：清信联〔2026〕5号", "2026.05.01"]
    assert row(tab.negative, 0)[-1] == "已制定化解方案。"


def test_a_dimension_with_both_sides_is_shown_side_by_side(tab, who, signs):
    tab.show_person(who)
    said = [label.text() for label in tab.contradictions.findChildren(QLabel)]
    assert "政治担当 正面" in said
    assert "! 政治担当 反面" in said
    assert "政治忠诚 正面" not in said
    assert any("对积案化解推进迟缓" in text and "本人说明：已制定化解方案。" in text for text in said)


@pytest.mark.parametrize(("n", "thin"), [(2, True), (3, False)])
def test_less_than_three_sourced_signs_are_said_to_be_too_few(desk, tab, who, review, n, thin):
    for fact in FACTS[:n]:
        sign(desk.db, review, *fact)
    tab.show_person(who)
    assert tab.thin_notice.isVisible() is thin
    assert tab.chart.data.enough is not thin


def test_the_radar_draws_what_most_votes_reach_and_no_total(desk, tab, who, review, signs):
    votes = dict.fromkeys(BallotRow, (50, 8, 2, 0)) | {BallotRow.ABILITY: (10, 40, 10, 0)}
    political_reviews.start(desk.db, review.id)
    political_reviews.fill_ballots(desk.db, review.id, votes)
    political_reviews.decide(desk.db, review.id, FourGrade.GOOD, decided_by="县委常委会")
    tab.show_person(who)
    values = {axis.name: axis.value for axis in tab.chart.data.axes}
    assert values["政治忠诚"] == 4.0
    assert values["政治能力"] == 3.0
    assert tab.grade_badge.text() == "鉴定等次 好"
    assert row(Ballots(tab), 0)[:3] == ["政治忠诚", "优秀 50", "合格 8"]
    assert row(Ballots(tab), 0)[-1] == "✓ 与有效份数一致"
    assert tab.ballot_words.text() == "发出 62 份，收回 61 份，有效 60 份"
    assert not any("总分" in label.text() for label in tab.findChildren(QLabel))


def test_a_double_click_on_a_ballot_opens_the_grid_at_its_row(tab, desk, who, review):
    political_reviews.fill_ballots(desk.db, review.id, {BallotRow.ABILITY: (10, 40, 10, 0)})
    tab.show_person(who)
    tab.ballot_table.doubleClicked.emit(tab.ballot_model.index(0, 1))
    dialog = next(w for w in tab.findChildren(BallotDialog) if w.isVisible())
    assert dialog.focusWidget() is dialog.cells[BallotRow.ABILITY][0]
    dialog.cells[BallotRow.ABILITY][0].setText("20")
    dialog.cells[BallotRow.ABILITY][1].setText("30")
    dialog.save_button.click()
    settle()
    tab.show_person(who)
    assert row(Ballots(tab), 0)[1] == "优秀 20"


def test_the_button_opens_the_grid_where_there_is_no_ballot_yet(tab, who, review):
    tab.show_person(who)
    tab.ballot_button.click()
    dialog = next(w for w in tab.findChildren(BallotDialog) if w.isVisible())
    dialog.reject()
    settle()


def test_before_the_papers_are_counted_the_button_leads_to_where_their_number_is_filled_in(tab, desk, who, review):
    change(desk.db, "political_review", review, n_issued=None, n_returned=None, n_valid=None)
    tab.show_person(who)
    tab.ballot_button.click()
    window = window_of(tab)
    assert window.form.record_id == review.id
    window.close()


def test_once_the_grade_is_decided_a_ballot_opens_the_review(tab, desk, who, review):
    political_reviews.start(desk.db, review.id)
    political_reviews.fill_ballots(desk.db, review.id, dict.fromkeys(BallotRow, (50, 8, 2, 0)))
    political_reviews.decide(desk.db, review.id, FourGrade.GOOD, decided_by="县委常委会")
    tab.show_person(who)
    assert not tab.ballot_button.isVisible()
    tab.ballot_table.doubleClicked.emit(tab.ballot_model.index(2, 0))
    window = window_of(tab)
    assert (window.kind.key, window.form.record_id) == ("political_review", review.id)
    window.close()


class Ballots:
    """The ballots as a table of this test."""

    def __init__(self, tab):
        self.model = tab.ballot_model


def test_before_a_grade_is_decided_the_badge_says_so(tab, who, signs):
    tab.show_person(who)
    assert tab.grade_badge.text() == "未评定"
    assert tab.reply_label.text() == "认可考察意见。"


def test_a_click_on_an_axis_goes_to_its_first_sign(tab, desk, who, signs):
    tab.show_person(who)
    tab.chart.picked.emit(Dimension.DUTY)
    assert tab.positive.table.current_id() == signs[1].id
    assert desk.told == []


def test_a_click_on_an_axis_without_a_sign_says_so(tab, desk, who, signs):
    tab.show_person(who)
    tab.chart.picked.emit(Dimension.DISCIPLINE)
    assert desk.told == [("政治自律还没有登记表现", None)]


def test_a_sign_is_added_to_the_review_shown_and_opened_from_its_table(tab, who, review, signs):
    tab.show_person(who)
    tab.sign_button.click()
    window = window_of(tab)
    assert window.kind.key == "sign"
    assert window.form.preset["review"] == Link(review.id, "周思远 2026年度")
    window.close()
    tab.negative.opened.emit(signs[2].id)
    assert any(w.form.record_id == signs[2].id for w in tab.findChildren(RecordDialog))
    for left in tab.findChildren(RecordDialog):
        left.close()


def test_a_filed_review_takes_no_more_signs(desk, tab, who, review, signs):
    political_reviews.start(desk.db, review.id)
    political_reviews.decide(desk.db, review.id, FourGrade.FAIR, decided_by="县委常委会")
    political_reviews.file(desk.db, review.id)
    tab.show_person(who)
    assert not tab.sign_button.isVisible()
    assert tab.state_badge.text() == "入档"


def test_rings_count_from_the_middle():
    assert [ring(grade) for grade in FourGrade] == [4, 3, 2, 1]
