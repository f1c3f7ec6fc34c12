from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from upheld.kernel.working_days import calendar
from upheld.policy import (
    Limit,
    LimitIsGiven,
    Pack,
    Section,
    TaskKind,
    UnknownValue,
    ValueNotInForce,
    load_pack,
)

DAY = date(2025, 1, 6)


@pytest.fixture
def dwp() -> Pack:
    return load_pack("dwp")


@pytest.fixture
def scotland() -> Pack:
    return load_pack("social-security-scotland")


@pytest.fixture
def tasks() -> Section[TaskKind]:
    def value(first: str, days: int, **more: str) -> dict[str, object]:
        dates = {name: date.fromisoformat(day) for name, day in {"from": first, **more}.items()}
        return {**dates, "label": "Do it", "days": days, "reference": "Made up for a test."}

    return Section[TaskKind].model_validate(
        {"call": [value("2020-01-01", 5), value("2024-01-01", 2, to="2024-12-31")]}
    )


class TestOnADate:
    @pytest.mark.parametrize(
        ("day", "days"), [("2020-01-01", 5), ("2023-12-31", 5), ("2024-01-01", 2), ("2024-12-31", 2)]
    )
    def test_the_value_of_that_day_is_given(self, tasks: Section[TaskKind], day: str, days: int) -> None:
        assert tasks.get("call", date.fromisoformat(day)).days == days

    def test_without_a_date_the_latest_value_is_given(self, tasks: Section[TaskKind]) -> None:
        assert tasks.get("call").days == 2

    def test_before_the_first_value_the_refusal_names_value_date_and_nearest(
        self, tasks: Section[TaskKind]
    ) -> None:
        with pytest.raises(ValueNotInForce) as refused:
            tasks.get("call", date(2019, 5, 4))
        assert 'no task kind "call" for 4 May 2019' in str(refused.value)
        assert "applies from 1 January 2020 to 31 December 2023" in str(refused.value)

    def test_after_the_last_value_the_nearest_is_the_last(self, tasks: Section[TaskKind]) -> None:
        with pytest.raises(ValueNotInForce, match="from 1 January 2024 to 31 December 2024"):
            tasks.get("call", date(2025, 1, 1))

    def test_what_applies_on_a_day_is_listed_once(self, tasks: Section[TaskKind]) -> None:
        assert [task.days for task in tasks.on(date(2024, 6, 1))] == [2]
        assert tasks.on(date(2026, 6, 1)) == ()

    def test_an_unknown_key_is_answered_with_the_nearest_one(self, dwp: Pack) -> None:
        with pytest.raises(UnknownValue, match='Did you mean "state-pension"'):
            dwp.benefit("state-pensoin")


class TestStandards:
    @pytest.mark.parametrize(
        ("benefit", "days"),
        [
            ("personal-independence-payment", 75),
            ("state-pension", 10),
            ("employment-and-support-allowance", 10),
            ("jobseekers-allowance", 10),
            ("pension-credit", 50),
            ("disability-living-allowance-child", 40),
        ],
    )
    def test_decisions_are_due_by_the_published_timescale(self, dwp: Pack, benefit: str, days: int) -> None:
        standard = dwp.standard_for(benefit, on=DAY)
        assert (standard.limit, standard.target) == (Limit(working_days=days), None)
        assert dwp.due_on(standard, start=DAY) == calendar("england-and-wales").add_working_days(DAY, days)

    def test_universal_credit_is_due_seven_days_after_the_first_month(self, dwp: Pack) -> None:
        standard = dwp.standard_for("universal-credit", on=date(2025, 1, 5))
        assert dwp.due_on(standard, start=date(2025, 1, 5)) == date(2025, 2, 11)

    @pytest.mark.parametrize("key", ["calls-answered", "customer-satisfaction"])
    def test_published_benchmarks_are_targets(self, dwp: Pack, key: str) -> None:
        assert dwp.standard(key, on=DAY).target == 85

    def test_a_standard_that_is_not_about_time_has_no_due_day(self, dwp: Pack) -> None:
        with pytest.raises(UnknownValue, match="not about time"):
            dwp.due_on(dwp.standard("calls-answered", on=DAY), start=DAY)

    def test_a_redetermination_counts_its_first_day(self, scotland: Pack) -> None:
        standard = scotland.standard("adult-disability-payment-redetermination", on=DAY)
        assert scotland.due_on(standard, start=date(2025, 1, 1)) == date(2025, 2, 25)

    def test_scotland_counts_its_own_bank_holidays(self, dwp: Pack, scotland: Pack) -> None:
        new_year = date(2025, 1, 1)
        assert dwp.promise_due_on("call_back", start=new_year, on=new_year) == date(2025, 1, 2)
        assert scotland.promise_due_on("call_back", start=new_year, on=new_year) == date(2025, 1, 3)


class TestPromises:
    def test_the_decision_is_promised_by_the_standard_of_the_benefit(self, dwp: Pack) -> None:
        due = dwp.promise_due_on("decision", start=DAY, on=DAY, benefit="state-pension")
        assert due == date(2025, 1, 20)

    def test_without_a_benefit_there_is_no_such_standard(self, dwp: Pack) -> None:
        with pytest.raises(UnknownValue, match="say which benefit"):
            dwp.promise_due_on("decision", start=DAY, on=DAY)

    def test_a_date_that_is_given_cannot_be_counted(self, dwp: Pack) -> None:
        with pytest.raises(LimitIsGiven, match="Say the date"):
            dwp.promise_due_on("source_deadline", start=DAY, on=DAY)

    def test_the_words_are_said_with_their_facts(self, dwp: Pack) -> None:
        said = dwp.promise_kind("call_back", on=DAY).say({"due": "Monday 6 January"})
        assert said == "We will call you back by the end of Monday 6 January."

    def test_each_agency_has_its_own_words_for_the_same_promises(self, dwp: Pack, scotland: Pack) -> None:
        assert list(dwp.promises) == list(scotland.promises)
        for key in dwp.promises:
            assert dwp.promises.get(key).words != scotland.promises.get(key).words


class TestWorkload:
    def test_points_go_by_benefit_and_stage(self, dwp: Pack) -> None:
        assert dwp.points("personal-independence-payment", "award", on=DAY) == 1

    def test_a_stage_without_points_is_refused(self, dwp: Pack) -> None:
        with pytest.raises(UnknownValue, match="There are: application"):
            dwp.points("state-pension", "retirement", on=DAY)

    def test_the_limit_follows_the_hours_rounded_down(self, dwp: Pack) -> None:
        assert dwp.limit_points(on=DAY) == dwp.limit_points(on=DAY, hours=37) == 120
        assert dwp.limit_points(on=DAY, hours=20) == 64


class TestMomentsAtWhichSomethingIsLate:
    def due_at(self, limit: Limit, start: datetime) -> str:
        return limit.due_at(start, calendar("england-and-wales"), ZoneInfo("Europe/London")).isoformat()

    def test_a_day_ends_at_midnight_where_people_live(self) -> None:
        asked = datetime(2025, 6, 2, 23, 30, tzinfo=UTC)
        assert self.due_at(Limit(working_days=1), asked) == "2025-06-05T00:00:00+01:00"

    def test_hours_are_counted_exactly_over_the_change_of_the_clocks(self) -> None:
        asked = datetime(2025, 3, 29, 12, tzinfo=UTC)
        assert self.due_at(Limit(hours=24), asked) == "2025-03-30T13:00:00+01:00"


class TestSayingALimit:
    @pytest.mark.parametrize(
        ("limit", "said"),
        [
            (Limit(working_days=1), "1 working day"),
            (
                Limit(calendar_days=42, beginning_with_the_day=True),
                "42 calendar days, beginning with the day",
            ),
            (Limit(months=1, calendar_days=7), "1 month and 7 calendar days"),
            (Limit.model_validate("given"), "on the date given"),
        ],
    )
    def test_it_reads_as_people_say_it(self, limit: Limit, said: str) -> None:
        assert str(limit) == said
