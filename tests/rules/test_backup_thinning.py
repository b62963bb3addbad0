"""Which backups may go: counted by hand, then over a year of random days."""

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from cadre_desktop.rules.backup_thinning import BEFORE_STEPS, DAILY, GRACE, MONTHLY, WEEKLY, KeptCopy, outdated

NOW = datetime(2026, 11, 21, 9, 0)


def copies(*ages: timedelta) -> list[KeptCopy]:
    return [KeptCopy(f"备份 {age}", NOW - age) for age in ages]


def kept(among: list[KeptCopy], now: datetime = NOW) -> list[KeptCopy]:
    gone = outdated(among, now)
    return [copy for copy in among if copy not in gone]


def days(*ages: float) -> list[KeptCopy]:
    return copies(*(timedelta(days=age) for age in ages))


def test_nothing_is_outdated_where_nothing_is() -> None:
    assert outdated([], NOW) == []


def test_everything_of_the_last_two_days_stays() -> None:
    half_hours = copies(*(timedelta(minutes=30 * n) for n in range(97)))
    assert half_hours[-1].made_at == NOW - GRACE
    assert kept(half_hours) == half_hours


def test_a_minute_past_the_grace_only_the_newest_of_a_day_stays() -> None:
    two = copies(GRACE + timedelta(minutes=1), GRACE + timedelta(minutes=31))
    assert kept(two) == two[:1]


def test_one_alone_always_stays_however_old() -> None:
    assert outdated(days(4000), NOW) == []


def test_daily_backups_of_a_year_thin_to_twelve_days_ten_weeks_and_nine_months() -> None:
    year = days(*range(365))
    left = kept(year)
    assert [(NOW - copy.made_at).days for copy in left[:15]] == list(range(15))  # three in grace, twelve daily
    older = left[15:]
    assert len(left) == 3 + DAILY + WEEKLY + len(older) - WEEKLY
    weekly = older[:WEEKLY]
    assert len({copy.made_at.isocalendar()[:2] for copy in weekly}) == WEEKLY
    assert all(copy.made_at.isoweekday() == 7 for copy in weekly)
    monthly = older[WEEKLY:]
    assert len({(copy.made_at.year, copy.made_at.month) for copy in monthly}) == len(monthly) <= MONTHLY
    assert (NOW - left[-1].made_at).days > 300


def test_the_newest_of_a_day_is_the_one_that_stays() -> None:
    same_day = copies(timedelta(days=5, hours=1), timedelta(days=5, hours=2), timedelta(days=5, hours=8))
    assert kept(same_day) == same_day[:1]


def test_copies_before_a_step_are_counted_apart_and_the_last_five_stay() -> None:
    steps = [KeptCopy(f"导入前 {n}", NOW - timedelta(hours=n), before_step=True) for n in range(7)]
    routine = days(0.1, 400)
    assert kept([*steps, *routine]) == [*steps[:BEFORE_STEPS], *routine]


def test_an_old_copy_before_a_step_stays_when_there_are_no_newer() -> None:
    steps = [KeptCopy("升级前", NOW - timedelta(days=900), before_step=True)]
    assert outdated(steps, NOW) == []


def test_a_clock_set_back_erases_nothing_made_in_its_future() -> None:
    future = days(-1, -30, -400)
    assert outdated(future, NOW) == []


def test_the_list_says_the_newest_first_and_its_order_does_not_matter() -> None:
    some = days(*range(60))
    gone = outdated(some, NOW)
    assert gone == sorted(gone, key=lambda copy: copy.made_at, reverse=True)
    assert set(outdated(reversed(some), NOW)) == set(gone)


daily_counts = st.lists(st.integers(0, 4), min_size=365, max_size=365)


@given(daily_counts)
@settings(deadline=None, max_examples=15)
def test_a_year_of_work_always_leaves_a_ladder_of_restore_points(counts: list[int]) -> None:
    """Backups at random times of 365 days, thinned every evening: what must hold on each of them does."""
    start = datetime(2026, 1, 1)
    left: list[KeptCopy] = []
    made: list[datetime] = []
    for day, count in enumerate(counts):
        for number in range(count):
            at = start + timedelta(days=day, hours=9 + 2 * number)
            left.append(KeptCopy(at.isoformat(), at))
            made.append(at)
        now = start + timedelta(days=day, hours=20)
        gone = outdated(left, now)
        left = [copy for copy in left if copy not in gone]
        there = {copy.made_at for copy in left}
        recent = [at for at in made if now - at <= GRACE]
        older = [at for at in made if now - at > GRACE]
        assert set(recent) <= there
        assert len(left) <= len(recent) + DAILY + WEEKLY + MONTHLY
        newest_of_day = {at.date(): at for at in older}  # the last one of a day wins
        last_days = [newest_of_day[date] for date in sorted(newest_of_day, reverse=True)[:DAILY]]
        # The day that straddles the edge of the grace may be spoken for by a backup inside it.
        edge = {at.date() for at in recent}
        assert {at for at in last_days if at.date() not in edge} <= there
        assert not outdated(left, now)
    if made:
        assert max(made) in {copy.made_at for copy in left}
        weeks_ago = [at for at in made if at < start + timedelta(days=300)]
        assert not weeks_ago or any(copy.made_at < start + timedelta(days=300) for copy in left)
