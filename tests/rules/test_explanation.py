"""What stands behind a rule's answer."""

import pytest

from cadre_desktop.rules.explanation import CERTAINTY_LABELS, Certainty, Explained, Explanation, Fact, record_ids

FIRST = Explanation(
    "甲", "某规定", "先说甲。", (Fact("处分", "警告", "s1"), Fact("年度", "2026"), Fact("处分", "警告", "s1"))
)
SECOND = Explanation("乙", "某规定", "再说乙。", (Fact("任职", "镇长", "p1"), Fact("处分", "警告", "s1")))


def test_each_record_is_named_once_in_the_order_it_was_met():
    assert FIRST.record_ids == ("s1",)
    assert record_ids([SECOND, FIRST]) == ("p1", "s1")
    assert record_ids([]) == ()


def test_a_text_that_was_read_needs_no_warning_and_any_other_does():
    assert FIRST.source_note == "某规定"
    assert Explanation("甲", "某规定", "", certainty=Certainty.RECALLED).source_note == "某规定（依据待核对）"
    assert Explanation("甲", "某县文件", "", certainty=Certainty.LOCAL).source_note == "某县文件（本地做法）"


@pytest.mark.parametrize("certainty", list(Certainty))
def test_every_certainty_has_words(certainty):
    assert CERTAINTY_LABELS[certainty]


def test_the_sentences_run_on():
    assert Explained(3, (FIRST, SECOND)).sentence == "先说甲。再说乙。"
