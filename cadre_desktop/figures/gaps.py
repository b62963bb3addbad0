"""What is missing: people whose files are not complete."""

from collections.abc import Iterator

import sqlalchemy as sa

from cadre_desktop.figures.figure import Figure
from cadre_desktop.figures.ground import Ground
from cadre_desktop.records.summary import CadreSummary


def incomplete(ground: Ground) -> Iterator[Figure]:
    """Count the people whose file lacks something, as the roster's 资料完整 column says."""
    query = sa.select(CadreSummary.cadre_id).where(CadreSummary.completeness < 100)
    lacking = {row.cadre_id for row in ground.rows(query)}
    yield ground.counted(
        "incomplete_people",
        "资料不完整",
        "人",
        "在册干部中应有资料缺一项或以上的人数（照片、身份证号、学历、简历、任职时间、考核、实绩等），按录入现状，不按截止时间倒推。",
        (person.id for person in ground.people() if person.id in lacking),
    )
