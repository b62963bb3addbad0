"""Each of the 35 systems of the papers: what is entered for it, which figures it has, which reports print them."""

from collections.abc import Mapping
from typing import NamedTuple

import pytest

from cadre_desktop.figures import Figure
from cadre_desktop.gui.pages.catalogue import place_of
from cadre_desktop.records import BY_KEY as KINDS
from cadre_desktop.reports import BY_KEY as REPORTS
from cadre_desktop.reports.work_sentences import SENTENCES, SYSTEMS
from cadre_desktop.services import figures, imports
from cadre_desktop.storage.database import Database
from tests import examples


class System(NamedTuple):
    """What one system stands on: kinds of records, keys of figures, keys of reports."""

    kinds: str
    figures: str
    reports: str


TABLE: Mapping[int, System] = {
    1: System(
        "performance_term term_task annual_answer answer_line term_settlement settlement_line",
        "performance_files performance_volumes term_tasks_done",
        "performance_file files_built",
    ),
    2: System(
        "achievement evidence",
        "achievements_visible achievements_latent achievements_accepted self_statement_share look_backs_due",
        "achievement_summary performance_file",
    ),
    3: System(
        "pledge", "pledge_promise_rate pledge_progress_rate pledge_result_rate pledge_result_left", "list_pledge"
    ),
    4: System("observation", "conduct_files conduct_files_missing", "files_built list_observation"),
    5: System(
        "observation source_note consultation public_opinion",
        "observations source_notes_received source_notes_accepted opinion_satisfied_rate",
        "outside_voices",
    ),
    6: System(
        "political_review sign ballot checklist checklist_item",
        "political_files political_good signs_negative signs_negative_people checklist_negative",
        "political_file political_summary ballot_statistics identification_form",
    ),
    7: System(
        "interview interview_supplement talk_problem",
        "five_talks_staff five_talks_complete five_talks_rate five_talks_left",
        "talk_coverage talks_due",
    ),
    8: System(
        "interview reminder",
        "talks_heart_times reminder_reminder_times reminder_inquiry_times reminder_admonition_people",
        "talk_register reminders",
    ),
    9: System("indicator_set indicator", "indicators indicator_cut indicators_stopped_repeated", "indicator_cut"),
    10: System(
        "annual_assessment regular_assessment quota_setting",
        "grade_civil_1 excellent_rate_civil quota_seats quota_over eligibility_not_excellent regular_good_for_year",
        "assessment_summary assessment_filing eligibility regular_summary",
    ),
    11: System(
        "unit_assessment result_use",
        "unit_result_excellent team_excellent links_made excellent_heads_merit",
        "result_uses",
    ),
    12: System(
        "rank promotion_ground",
        "civil_ranks_people staff_grades_people ranks_given_times listed_ranks_people promotion_grounds",
        "rank_promotions",
    ),
    13: System("post", "promoted_people advanced_people enterprise_people enrolled_people", "appointments"),
    14: System(
        "adjustment adjustment_situation", "adjusted_people adjusted_times adjustment_situations", "adjustments"
    ),
    15: System("vetting", "vetting_times vetting_complete vetting_refused", "vetting_sheet"),
    16: System(
        "tolerance_case",
        "tolerance_cases tolerance_filed_cases tolerance_exempt_people",
        "tolerance tolerance_finding tolerance_filing",
    ),
    17: System("clearance", "cleared_people cleared_cases false_charges_handed", "clearances clearance_notice"),
    18: System(
        "sanction revisit", "sanction_running revisit_people revisit_reused revisit_due", "revisits revisit_form"
    ),
    19: System("board_entry", "board_red board_black board_warned board_give_way", "boards"),
    20: System(
        "problem problem_class talk_problem",
        "problem_aspects problem_classes problems problem_taken_rate problem_solved_rate problem_measures",
        "problem_set problem_form",
    ),
    21: System("challenge monthly_task race_award", "race_runner race_snail", "races race_awards"),
    22: System("style_review", "style_fairly style_heads_talked style_units_talked", "style_reviews"),
    23: System(
        "deviation_problem supervision_item",
        "deviation_found deviation_closed deviation_resumed supervision_items supervision_done",
        "deviations supervision",
    ),
    24: System("rotation post", "rotation_due rotated_people rotation_delayed", "rotation_due"),
    25: System(
        "placement",
        "placement_shadowing_batches placement_shadowing_people placement_rooting_people placement_rooting_units",
        "placements placement_form",
    ),
    26: System("mentoring", "mentoring_coverage mentoring_short mentees", "mentoring"),
    27: System("talent_pool pool_member", "pool_people pool_places pool:90后年轻干部人才库", "talent_pools"),
    28: System(
        "honour",
        "honour_collectives honour_people honour_hero honour_lion honour_star commended_collectives merit_city_staff",
        "honours",
    ),
    29: System(
        "training_class trainee study_activity",
        "training_classes training_times study_sessions five_study_centre_group five_studies_units",
        "trainings studies",
    ),
    30: System(
        "cadre post",
        "section_mean_age_drop young_promoted_people young_1 young_into_town_teams young_into_departments",
        "structure young_indicators",
    ),
    31: System(
        "incentive_measure incentive_use care_record",
        "incentive_measures incentive_selection care_times care_amount",
        "care",
    ),
    32: System("liaison liaison_visit", "visit_times visit_people visit_real_thing village_coverage", "visits"),
    33: System(
        "contest contest_entry recruit maker_base maker_talent",
        "contest_chosen contest_chosen:乡镇长 recruits_doctor platforms_province_up maker_incubator maker_talents",
        "contest_results recruits makers",
    ),
    34: System("liaison problem", "survey_places survey_villages problem_response_days", "visits problem_set"),
    35: System("unit_checklist", "unit_list_tolerance unit_list_business_ties", "unit_lists"),
}
# Figures that open into the people or the units a record speaks of, and not into the records.
ABOUT = {"cadre", "unit"}


@pytest.fixture
def found(db: Database) -> dict[str, Figure]:
    """The figures of a county that has a talent pool and a contest: theirs bear names of the county's own."""
    examples.one(db, "post")
    examples.one(db, "pool_member")
    examples.one(db, "contest_entry")
    return {one.key: one for one in figures.figures(db)}


def test_every_system_has_kinds_figures_and_reports(found: dict[str, Figure]) -> None:
    assert set(TABLE) == set(SYSTEMS)
    for number, system in TABLE.items():
        kinds, keys, reports = (part.split() for part in system)
        assert kinds, number
        assert set(kinds) <= set(KINDS), number
        assert keys, number
        assert set(keys) <= set(found), number
        assert reports, number
        assert set(reports) <= set(REPORTS), number
        assert {found[key].kind_key for key in keys} <= {*kinds, *ABOUT}, number


def test_what_a_system_keeps_is_listed_in_the_menu_imported_and_printed_as_a_list() -> None:
    for system in TABLE.values():
        for key in system.kinds.split():
            page, _hints = place_of(key, {})
            assert page != key, key
            assert imports.columns_of(KINDS[key]), key
            assert f"list_{key}" in REPORTS, key


def test_every_kind_people_type_in_belongs_to_a_system_or_to_the_roster() -> None:
    used = {key for system in TABLE.values() for key in system.kinds.split()}
    typed = {kind.key for kind in KINDS.values() if not kind.kept_by_program}
    assert typed - used == {"unit", "unit_former_name", "unit_alias", "family_member"}


def test_the_numbers_of_a_system_s_sentences_stand_on_its_own_kinds(found: dict[str, Figure]) -> None:
    for sentence in SENTENCES:
        kinds = {*TABLE[sentence.system].kinds.split(), *ABOUT}
        for key in found:
            if f"{{{key}}}" in sentence.text or f"{{{key}|" in sentence.text:
                assert found[key].kind_key in kinds, (sentence.text, key)
