"""A made-up county for tests of assessments: three units, their people by pool, results and measures on demand."""

from datetime import date
from typing import Any

from cadre_desktop.records.annual_assessment import AnnualAssessment, Participation, Scheme
from cadre_desktop.records.cadre import Identity, ManagedBy
from cadre_desktop.records.placement import Placement, PlacementKind
from cadre_desktop.records.quota_setting import Pool, QuotaSetting
from cadre_desktop.records.regular_assessment import Period, RegularAssessment, RegularState
from cadre_desktop.records.reminder import Reminder, ReminderKind, ReminderState
from cadre_desktop.records.sanction import Sanction, SanctionClass, SanctionName
from cadre_desktop.records.unit import UnitKind
from cadre_desktop.records.unit_assessment import ResultUse, UnitAssessment, UnitGrade, UseKind
from cadre_desktop.records.vocab import AssessmentGrade, FourGrade, PostLevel
from tests.county import County, month

YEAR = 2025


class AssessedCounty(County):
    """A county whose people are put into pools by the dozen."""

    def __init__(self) -> None:
        super().__init__()
        self.town = self.unit("青石镇", 1, kind=UnitKind.TOWNSHIP)
        self.bureau = self.unit("县民政局", 2, kind=UnitKind.DEPARTMENT)
        self.school = self.unit("县第一中学", 3, kind=UnitKind.INSTITUTION)

    def staff(self, unit_id: str, count: int, *, name: str = "干部", **values: Any) -> list[str]:
        """Note so many civil servants without a leading post, in the unit since 2018."""
        given = {"level": PostLevel.OTHER, "title": "科员", "since": "2018.03", "work_start_on": month("2018.03")}
        return [self.person(f"{name}{number}", unit_id, **{**given, **values}) for number in range(1, count + 1)]

    def teachers(self, count: int) -> list[str]:
        return self.staff(self.school, count, name="教师", identity=Identity.INSTITUTION)

    def managed(self, unit_id: str, count: int) -> list[str]:
        """Note leaders whom the county manages."""
        return self.staff(
            unit_id, count, name="领导", managed_by=ManagedBy.COUNTY, level=PostLevel.SECTION_DEPUTY,
            title="副镇长", post={"is_leader": True},
        )  # fmt: skip

    def result(self, cadre_id: str, grade: AssessmentGrade | None = AssessmentGrade.COMPETENT, **values: Any) -> str:
        given: dict[str, Any] = {"year": YEAR, "scheme": Scheme.CIVIL, "participation": Participation.FULL}
        return self.add(AnnualAssessment, cadre_id=cadre_id, grade=grade, **{**given, **values})

    def excellent(self, cadre_ids: list[str], **values: Any) -> list[str]:
        return [self.result(whose, AssessmentGrade.EXCELLENT, **values) for whose in cadre_ids]

    def quarter(self, cadre_id: str, period: Period, grade: FourGrade | None = FourGrade.GOOD, **values: Any) -> str:
        given: dict[str, Any] = {"year": YEAR, "state": RegularState.DECIDED, "taking_part": True}
        return self.add(RegularAssessment, cadre_id=cadre_id, period=period, grade=grade, **{**given, **values})

    def sanction(self, cadre_id: str, name: SanctionName, decided: str, **values: Any) -> str:
        given = {"sanction_class": SanctionClass.STATE, "decided_on": month(decided), **values}
        return self.add(Sanction, cadre_id=cadre_id, name=name, **given)

    def admonition(self, cadre_id: str, day: date, **values: Any) -> str:
        given: dict[str, Any] = {"kind": ReminderKind.ADMONITION, "state": ReminderState.ISSUED, "matter": "履职不力"}
        return self.add(Reminder, cadre_id=cadre_id, issued_on=day, **{**given, **values})

    def placed(self, cadre_id: str, to: str, start: date, end: date | None, **values: Any) -> str:
        given: dict[str, Any] = {"kind": PlacementKind.SECONDMENT, **values}
        return self.add(Placement, cadre_id=cadre_id, to_unit_id=to, started_on=start, ended_on=end, **given)

    def share(self, pool: Pool, percent: int, **values: Any) -> str:
        return self.add(QuotaSetting, year=YEAR, pool=pool, percent=percent, **values)

    def unit_result(self, unit_id: str, grade: UnitGrade, uses: dict[UseKind, Any] | None = None, **values: Any) -> str:
        """Note a unit's result with its links: an amount, a number of people, or None for one not made."""
        record = self.add(UnitAssessment, unit_id=unit_id, year=YEAR, grade=grade, **values)
        for kind, what in (uses or {}).items():
            given: dict[str, Any] = {"linked": what is not None, "content": "按办法兑现" if what else None}
            given |= {"amount": what} if isinstance(what, float) else {"n_people": what}
            given |= {"reason": None if what else "本年不涉及"}
            self.add(ResultUse, assessment_id=record, kind=kind, **given)
        return record
