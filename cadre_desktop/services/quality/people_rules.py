"""Rules about a person's own entries: what must be filled, dates in order, the ID number (domain notes, 4.4)."""

from collections.abc import Iterator

from cadre_desktop.chinese import clean_name
from cadre_desktop.records.vocab import PoliticalStatus, Sex
from cadre_desktop.rules import id_number as id_rules
from cadre_desktop.rules.cell_text import squeezed
from cadre_desktop.rules.ethnic_groups import full_name, is_known
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services.old_values import words_of
from cadre_desktop.services.quality.finding import Severity, basis_of, one_edit
from cadre_desktop.services.quality.rule import Hit, Rule
from cadre_desktop.services.quality.snapshot import Official, Snapshot, years_between

_NEEDED = (
    ("ethnic", "民族"), ("native_place", "籍贯"), ("id_number", "公民身份号码"), ("political_status", "政治面貌"),
    ("work_start_on", "参加工作时间"), ("managed_by", "管理类别"),
)  # fmt: skip
_PARTY = frozenset({PoliticalStatus.PARTY_MEMBER.value, PoliticalStatus.PROBATIONARY.value})
_NO_PARTY = frozenset({PoliticalStatus.INDEPENDENT.value, PoliticalStatus.MASSES.value})
_SEX = {sex.label: sex for sex in Sex}
_FEWEST_LETTERS_OF_A_RESUME = 10


def missing(snapshot: Snapshot) -> Iterator[Hit]:
    """Find people in service without one of the entries the information tool asks for."""
    for person in serving(snapshot):
        labels = [label for name, label in _NEEDED if not getattr(person, name)]
        if labels:
            yield _hit(snapshot, person, f"没有填写{'、'.join(labels)}", ",".join(labels))


def short_places(snapshot: Snapshot) -> Iterator[Hit]:
    """Find places written too short to be found on a map."""
    least = snapshot.number("place_chars")
    for person in snapshot.people.values():
        for label, text in (("籍贯", person.native_place), ("出生地", person.birth_place)):
            if text and len(squeezed(text)) < least:
                yield _hit(snapshot, person, f"{label}“{text}”不足 {least} 字，应写到县，如 湖南吉首", label, text)


def other_parties(snapshot: Snapshot) -> Iterator[Hit]:
    """Find people without a party who have a second one all the same."""
    for person in snapshot.people.values():
        if person.other_party and person.political_status in _NO_PARTY:
            words = words_of(PoliticalStatus, person.political_status)
            what = f"政治面貌为{words}，却填了其他党派“{person.other_party}”"
            yield _hit(snapshot, person, what, person.political_status, person.other_party)


def party_dates(snapshot: Snapshot) -> Iterator[Hit]:
    """Find party members without their date, and a date of people who are none."""
    for person in snapshot.people.values():
        if person.political_status is None:
            continue
        member, when = person.political_status in _PARTY, person.party_joined_on
        words = words_of(PoliticalStatus, person.political_status)
        if member and not when and person.serves:
            yield _hit(snapshot, person, f"政治面貌为{words}，没有填写入党时间", words)
        elif when and person.political_status in _NO_PARTY:
            yield _hit(snapshot, person, f"政治面貌为{words}，却填了入党时间 {when}", words, when)


def ages(snapshot: Snapshot) -> Iterator[Hit]:
    """Find people in service who are too old or too young for it."""
    least, most, now = snapshot.number("age_least"), snapshot.number("age_most"), snapshot.now
    for person in serving(snapshot):
        years = years_between(person.birth_on, now)
        if not least <= years <= most:
            what = f"在职，按出生年月 {person.birth_on} 现年 {years} 岁，请核对出生年月和管理状态"
            yield _hit(snapshot, person, what, person.birth_on, person.state, said="年龄")


def work_ages(snapshot: Snapshot) -> Iterator[Hit]:
    """Find people who would have begun to work as children."""
    yield from _too_young(snapshot, "work_start_on", "参加工作", snapshot.number("work_age"))


def party_ages(snapshot: Snapshot) -> Iterator[Hit]:
    """Find people who would have joined the party under age."""
    yield from _too_young(snapshot, "party_joined_on", "入党", snapshot.number("party_age"))


def _too_young(snapshot: Snapshot, name: str, what: str, least: int) -> Iterator[Hit]:
    for person in snapshot.people.values():
        when: str | None = getattr(person, name)
        if when and years_between(person.birth_on, when) < least:
            words = f"{what}时间 {when} 时不满 {least} 岁（出生年月 {person.birth_on}）"
            yield _hit(snapshot, person, words, when, person.birth_on)


def unsound_numbers(snapshot: Snapshot) -> Iterator[Hit]:
    """Find ID numbers with a wrong length, letter, date or check digit; blanks and small letters can be mended."""
    for person in snapshot.people.values():
        if not person.id_number:
            continue
        try:
            number = id_rules.parse_id(person.id_number)
        except ValueError as error:
            yield _hit(snapshot, person, str(error), person.id_number)
            continue
        if number.text != person.id_number:
            fix = one_edit("改成规范写法", "cadre", person.id, {"id_number": number.text})
            what = "身份证号中有空格、全角或小写字母"
            yield _hit(snapshot, person, what, person.id_number)._replace(fix=fix)


def sex_by_number(snapshot: Snapshot) -> Iterator[Hit]:
    """Find people whose sex is not the one their ID number tells."""
    for person, number in _numbered(snapshot):
        sex = _SEX[number.sex]
        if person.sex != sex.value:
            what = f"性别“{words_of(Sex, person.sex)}”与身份证号第17位所示“{number.sex}”不一致"
            fix = one_edit(f"性别改为{number.sex}", "cadre", person.id, {"sex": sex})
            yield _hit(snapshot, person, what, person.sex, number.text)._replace(fix=fix)


def birth_by_number(snapshot: Snapshot) -> Iterator[Hit]:
    """Find births that are not those of the ID number; the archive's stands, so nothing is mended by itself."""
    for person, number in _numbered(snapshot):
        if sentences := id_rules.disagreements(number, PartialDate.parse_stored(person.birth_on)):
            yield _hit(snapshot, person, sentences[0], person.birth_on, number.text)


def ethnic_words(snapshot: Snapshot) -> Iterator[Hit]:
    """Find groups that are none of the fifty-six; a short way of writing one can be mended."""
    for person in snapshot.people.values():
        if person.ethnic and not is_known(person.ethnic):
            whole = full_name(person.ethnic)
            values = {"ethnic": whole}
            fix = one_edit(f"改为{whole}", "cadre", person.id, values) if is_known(whole) else None
            what = f"民族“{person.ethnic}”不是 56 个民族的规范名称"
            yield _hit(snapshot, person, what, person.ethnic)._replace(fix=fix)


def blanks_in_names(snapshot: Snapshot) -> Iterator[Hit]:
    """Find names with blanks inside: such a name is not found by who types it."""
    for person in snapshot.people.values():
        whole = clean_name(person.name)
        if whole != person.name:
            fix = one_edit("去掉空格", "cadre", person.id, {"name": whole})
            yield _hit(snapshot, person, f"姓名“{person.name}”中有空格或不可见字符", person.name)._replace(fix=fix)


def resumes(snapshot: Snapshot) -> Iterator[Hit]:
    """Find resumes that do not tell the month somebody began to work, or came to a present post."""
    for person in serving(snapshot):
        if not person.resume or len(person.resume) < _FEWEST_LETTERS_OF_A_RESUME:
            continue
        dates = [("参加工作时间", person.work_start_on)]
        dates += [(f"任{post.title}时间", post.start) for post in snapshot.held_now(person.id)]
        told = squeezed(person.resume)
        lacking = [f"{label} {when[:7]}" for label, when in dates if when and not _tells(told, when)]
        if lacking:
            yield _hit(snapshot, person, f"简历中没有写到{'、'.join(lacking)}", ",".join(lacking))


def _tells(resume: str, when: str) -> bool:
    """Look for a month as resumes write it: 2018.05, 2018.5, 2018年5月."""
    year, month = when[:4], when[5:7]
    if not month:
        return year in resume
    short = str(int(month))
    return any(
        words in resume for words in (f"{year}.{month}", f"{year}.{short}", f"{year}年{month}", f"{year}年{short}")
    )


def serving(snapshot: Snapshot) -> Iterator[Official]:
    """Yield the people in service."""
    return (person for person in snapshot.people.values() if person.serves)


def _numbered(snapshot: Snapshot) -> Iterator[tuple[Official, id_rules.IdNumber]]:
    for person in snapshot.people.values():
        if person.id_number:
            try:
                yield person, id_rules.parse_id(person.id_number)
            except ValueError:
                continue


def _hit(snapshot: Snapshot, person: Official, what: str, *basis: str, said: str = "") -> Hit:
    """Make a hit; `said` stands for the sentence where that changes by itself, as an age does."""
    return Hit("cadre", person.id, snapshot.where(person), what, basis_of((said, *basis)))


_E, _W, _H = Severity.ERROR, Severity.WARNING, Severity.HINT
_OURS = "本程序"
RULES = (
    Rule("missing", "必填项未填", _W, missing),
    Rule("place_short", "籍贯、出生地过短", _H, short_places, "quality.place_chars"),
    Rule("other_party", "无党派、群众填了其他党派", _E, other_parties),
    Rule("party_date", "政治面貌与入党时间不符", _W, party_dates),
    Rule("age", "在职人员年龄超出范围", _W, ages, "quality.age_most"),
    Rule("work_age", "参加工作时年龄过小", _H, work_ages, "quality.work_age"),
    Rule("party_age", "入党时年龄过小", _H, party_ages, "quality.party_age"),
    Rule("id_number", "身份证号有误", _E, unsound_numbers),
    Rule("id_sex", "性别与身份证号不符", _E, sex_by_number),
    Rule("id_birth", "出生年月与身份证号不符", _W, birth_by_number),
    Rule("ethnic", "民族名称不规范", _H, ethnic_words, source=_OURS),
    Rule("name_blanks", "姓名中有空格", _W, blanks_in_names, source=_OURS),
    Rule("resume", "简历缺少关键年月", _H, resumes),
)
