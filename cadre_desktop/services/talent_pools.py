"""人才库: people put into a pool together, and what becomes of each: brought on, used, or taken out with a reason."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from cadre_desktop.records import talent_pool as kinds
from cadre_desktop.records.rows import Link, link_to
from cadre_desktop.records.talent_pool import MemberState, PoolMember, TalentPool
from cadre_desktop.services import records
from cadre_desktop.services.steps import fetch, keep_rules, missing, not_later_than, refuse_if, require_state
from cadre_desktop.storage.database import Database

POOL, MEMBER = kinds.KIND, kinds.MEMBER
_S = MemberState


def enter(
    db: Database, pool_id: str, people: Sequence[Link], *, batch: str, entered_on: date, measures: str = ""
) -> int:
    """Put people into a pool as a batch; raise InvalidInput when somebody is in it already.  Return how many."""
    with db.work("批量入库") as session:
        pool: TalentPool = fetch(session, POOL, pool_id)
        refuse_if(missing("people", tuple(people), "请至少选择一人"))
        for person in dict.fromkeys(people):
            values: dict[str, Any] = {
                "pool": link_to(pool),
                "cadre": person,
                "batch": batch.strip() or None,
                "entered_on": entered_on,
                "measures": measures.strip() or None,
            }
            records.add(db, session, MEMBER, values)
        return len(dict.fromkeys(people))


def train(db: Database, member_id: str, *, measures: str) -> None:
    """Note how a member is being brought on."""
    refuse_if(missing("measures", measures.strip(), "请写明培养措施"))
    _step(db, member_id, "登记培养措施", (_S.ENTERED, _S.TRAINING), state=_S.TRAINING, measures=measures.strip())


def use(db: Database, member_id: str, *, used_on: date, used_as: str) -> None:
    """Note that a member was given a post."""
    refuse_if(
        missing("used_as", used_as.strip(), "请写明使用情况"),
        not_later_than("used_on", used_on, db.now().date(), "使用日期"),
    )
    allowed = (_S.ENTERED, _S.TRAINING)
    _step(db, member_id, "登记使用", allowed, state=_S.USED, used_on=used_on, used_as=used_as.strip())


def leave(db: Database, member_id: str, *, left_on: date, reason: str) -> None:
    """Take a member out of the pool, with the reason."""
    refuse_if(
        missing("left_reason", reason.strip(), "请写明出库原因"),
        not_later_than("left_on", left_on, db.now().date(), "出库日期"),
    )
    allowed = (_S.ENTERED, _S.TRAINING, _S.USED)
    _step(db, member_id, "登记出库", allowed, state=_S.LEFT, left_on=left_on, left_reason=reason.strip())


def _step(db: Database, member_id: str, step: str, allowed: tuple[MemberState, ...], **values: Any) -> None:
    with db.work(f"人才库{step}") as session:
        member: PoolMember = fetch(session, MEMBER, member_id)
        require_state(MEMBER, member.state, allowed, step)
        for name, value in values.items():
            setattr(member, name, value)
        keep_rules(db, MEMBER, member)
