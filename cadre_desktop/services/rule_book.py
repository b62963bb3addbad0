"""规则设置: the county's own numbers over the shipped ones, each change kept with its reason and reversible."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal

import orjson
import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.errors import InvalidInput, NotAllowed, Problem
from cadre_desktop.formats.rule_file import json_text, read_rule_file, split_subjects, toml_text
from cadre_desktop.records.desk import UnitSetting
from cadre_desktop.records.rule_files import (
    PREFIX,
    CountyRules,
    as_body,
    kept_in,
    read_book,
    read_county,
    shipped,
)
from cadre_desktop.rules.settings import Constant, RuleBook, load
from cadre_desktop.services.rule_words import value_words
from cadre_desktop.storage import audit
from cadre_desktop.storage.atomic import write_bytes
from cadre_desktop.storage.database import Database

RuleFiles = Mapping[str, Mapping[str, object]]
Identity = tuple[str, str, date]
_FILE_KEY, _FILE_TITLE = "county_rules", "本县规则设置"
_LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class RuleVersion:
    """One keeping of the county's own texts."""

    number: int
    at: datetime
    actor: str
    reason: str
    n_texts: int


@dataclass(frozen=True, slots=True)
class RuleDifference:
    """One text that two sets of rules do not say alike; None where a set does not have it."""

    before: Constant | None
    after: Constant | None

    @property
    def text(self) -> Constant:
        """The text that is there, the later one where both are."""
        found = self.after or self.before
        assert found is not None  # a difference has at least one side
        return found

    @property
    def what(self) -> Literal["新增", "取消", "修改"]:
        """What the second set does to the first."""
        if self.before is None:
            return "新增"
        return "取消" if self.after is None else "修改"


def rule_book(db: Database) -> RuleBook:
    """Return the rules as they hold here: the shipped ones with the county's own laid over them."""
    with db.read() as session:
        return read_book(session)


def county_rules(db: Database) -> CountyRules:
    """Return what the county has set itself."""
    with db.read() as session:
        return read_county(session)


def keep_county_rules(db: Database, files: RuleFiles, *, reason: str) -> int:
    """Put parsed rule files in place of the county's own texts; return the number of this keeping.

    Raises InvalidInput with every entry that is wrong, and for a missing reason.
    """
    return keep_book(db, load(files), reason=reason)


def set_text(db: Database, text: Constant, *, reason: str) -> int:
    """Keep one text of the county's own, in place of the one for the same case and day; return the keeping's number.

    Raises InvalidInput for an unknown key, another kind of value or one out of bounds.
    """
    problems = [Problem("source", "请填写依据，如文件名称和文号")] if not text.source.strip() else []
    if problems:
        raise InvalidInput(problems)
    with db.work("修改规则设置") as session:
        now = read_county(session).book
        others = [one for one in now.constants if identity(one) != identity(text)]
        return _keep(session, db, RuleBook((*others, text), now.titles), reason)


def drop_text(db: Database, which: Identity, *, reason: str) -> int:
    """Give up one text of the county's own, so that the shipped one holds again; raise NotAllowed when it has none."""
    with db.work("修改规则设置") as session:
        now = read_county(session).book
        left = tuple(one for one in now.constants if identity(one) != which)
        if len(left) == len(now.constants):
            raise NotAllowed("这是随程序提供的规定，不是本县设置的，不能取消。", hint="需要改动时，请另设本县的值。")
        return _keep(session, db, RuleBook(left, now.titles), reason)


def roll_back(db: Database, number: int, *, reason: str) -> int:
    """Return to an earlier keeping (0: to the shipped rules alone) by keeping it once more."""
    with db.work("退回规则设置") as session:
        if number == 0:
            return _keep(session, db, RuleBook(()), reason, returned_to=0)
        row = session.get(UnitSetting, _name(number))
        if row is None:
            raise NotAllowed("找不到要退回的那次设置。", hint="请刷新后重试。")
        return _keep(session, db, kept_in(row.body).book, reason, returned_to=number)


def versions(db: Database) -> list[RuleVersion]:
    """List the keepings, newest first."""
    query = sa.select(UnitSetting).where(UnitSetting.name.startswith(PREFIX)).order_by(UnitSetting.name.desc())
    with db.read() as session:
        return [_version(row) for row in session.scalars(query)]


def version_book(db: Database, number: int) -> RuleBook:
    """Return the county's own texts as one keeping left them; 0 is none at all."""
    with db.read() as session:
        row = session.get(UnitSetting, _name(number)) if number else None
        return kept_in(row.body).book if row is not None else RuleBook(())


def differences(before: RuleBook, after: RuleBook) -> tuple[RuleDifference, ...]:
    """Compare two sets of texts, in the order of the keys."""
    old, new = ({identity(text): text for text in book.constants} for book in (before, after))
    found = [RuleDifference(old.get(which), new.get(which)) for which in sorted({*old, *new})]
    return tuple(one for one in found if one.before != one.after)


def merged(db: Database, files: RuleFiles) -> RuleBook:
    """Return the county's own texts with those of parsed files added; for one case and day the file's holds."""
    own = load(files)
    given = {identity(text) for text in own.constants}
    kept = county_rules(db).book
    others = tuple(text for text in kept.constants if identity(text) not in given)
    return RuleBook((*others, *own.constants), {**kept.titles, **own.titles})


def keep_book(db: Database, book: RuleBook, *, reason: str) -> int:
    """Put a set of texts in place of the county's own; return the number of this keeping."""
    with db.work("修改规则设置") as session:
        return _keep(session, db, book, reason)


def read_files(path: Path) -> RuleFiles:
    """Read a rule file somebody sent; nothing is kept yet.

    Raises BadFile when it cannot be read, InvalidInput with every entry that is wrong.
    """
    files = split_subjects(path.name, read_rule_file(path))
    shipped().overlaid(load(files))
    return files


def send_files(db: Database, path: Path, *, everything: bool = False) -> int:
    """Write the county's own texts (or all that hold here) to a .toml or .json file; return how many they are.

    Raises NotAllowed when the county has none, StorageTrouble when the disk fails.
    """
    with db.read() as session:
        book = read_book(session) if everything else read_county(session).book
    if not book.constants:
        raise NotAllowed("本县还没有自己的规则设置，没有可以送出的内容。", hint="可以改为送出全部规则。")
    files = as_files(book)
    write = json_text if path.suffix.lower() == ".json" else toml_text
    write_bytes(path, write(files, title=_FILE_TITLE, key=_FILE_KEY).encode())
    with db.work("送出规则设置") as session:
        facts = {"file": path.name, "n_texts": len(book.constants)}
        audit.note(session, "export", UnitSetting.__tablename__, **facts)
    return len(book.constants)


def as_files(book: RuleBook) -> list[dict[str, object]]:
    """Return the subjects of a book as mappings to be written."""
    subjects = dict.fromkeys(text.key.partition(".")[0] for text in book.constants)
    titles = {**shipped().titles, **book.titles}
    return [RuleBook(book.constants, titles).plain(subject) for subject in subjects]


def identity(text: Constant) -> Identity:
    """Return what tells a text from all others: key, case and the day from which it holds."""
    return text.key, text.applies_to, text.valid_from


def _keep(session: Session, db: Database, own: RuleBook, reason: str, *, returned_to: int | None = None) -> int:
    if not reason.strip() or len(reason) > _LONGEST_REASON:
        raise InvalidInput([Problem("reason", f"请写明修改原因，不超过{_LONGEST_REASON}字")])
    shipped().overlaid(own)
    kept = read_county(session)
    changed = differences(kept.book, own)
    if not changed:
        raise NotAllowed("内容与现在的设置相同，没有需要保存的修改。")
    number = kept.number + 1
    facts = {"at": db.now().isoformat(), "actor": db.actor, "reason": reason.strip()}
    files = {str(number): content for number, content in enumerate(as_files(own))}
    session.add(UnitSetting(name=_name(number), body=as_body(files, **facts)))
    told = {f"rule_{index}": _in_words(one) for index, one in enumerate(changed, 1)}
    returned = {} if returned_to is None else {"returned_to": returned_to}
    audit.note(session, "settings", UnitSetting.__tablename__, reason=reason.strip(), **returned, **told)
    session.info["trail"].touched.add((UnitSetting.__tablename__, _name(number)))
    return number


def _in_words(one: RuleDifference) -> str:
    """Say one difference as the trail tells it."""
    text = one.text
    values: Iterable[str] = (value_words(side) for side in (one.before, one.after) if side is not None)
    return f"{one.what}“{text.label}”{'→'.join(values)}（{text.valid_from:%Y.%m.%d}起，{text.source}）"


def _version(row: UnitSetting) -> RuleVersion:
    said = orjson.loads(row.body)
    n_texts = sum(len(content["constant"]) for content in said["files"].values())
    number = int(row.name.removeprefix(PREFIX))
    return RuleVersion(number, datetime.fromisoformat(said["at"]), said["actor"], said["reason"], n_texts)


def _name(number: int) -> str:
    return f"{PREFIX}{number:05d}"
