"""Who has held one post for so long that a move is due."""

from collections.abc import Iterator

import sqlalchemy as sa

from cadre_desktop.figures.figure import Figure
from cadre_desktop.figures.ground import Ground
from cadre_desktop.records.roster import CONDITIONS
from cadre_desktop.records.summary import CadreSummary

LONG = 10
"""Years in one post after which a leading official has to move (党政领导干部交流工作规定 第五条)."""


def long_in_post(ground: Ground) -> Iterator[Figure]:
    """Count the people who have held their present post for ten years or more, and the leaders among them."""
    query = sa.select(CadreSummary.cadre_id).where(CONDITIONS["post_years"](ground.as_of, LONG))
    long = {row.cadre_id for row in ground.rows(query)}
    rule = f"在册干部中任现职满{LONG}年的，任现职时间按现任主要职务，按录入现状，不按截止时间倒推。"
    found = [person for person in ground.people() if person.id in long]
    yield ground.counted("long_in_post", f"现职满{LONG}年", "人", rule, (person.id for person in found))
    yield ground.counted(
        "long_in_post_leaders",
        f"现职满{LONG}年的班子成员",
        "人",
        f"{rule}其中任职标明为班子成员的。",
        (person.id for person in found if person.is_leader),
    )
