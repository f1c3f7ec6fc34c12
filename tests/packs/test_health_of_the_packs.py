from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import pytest

from upheld.policy import Pack, Section, check_pack, list_packs, load_pack
from upheld.policy.values import Dated

DAY = date(2025, 6, 2)
SYSTEM_FIELDS = {"born_on", "extract_on", "reference", "national_insurance_number"}


@pytest.fixture(params=list_packs())
def pack(request: pytest.FixtureRequest) -> Pack:
    return load_pack(request.param)


def histories(pack: Pack) -> Iterator[tuple[Section[Dated], str, tuple[Dated, ...]]]:
    for name in Pack.model_fields:
        section = getattr(pack, name)
        if isinstance(section, Section):
            for key in section:
                yield section, key, section.history(key)


class TestEveryPackThatComesWithUpheld:
    def test_it_has_no_problem(self, pack: Pack) -> None:
        assert check_pack(pack.name) == []

    def test_every_value_has_a_reference(self, pack: Pack) -> None:
        assert [key for _, key, values in histories(pack) if any(len(v.reference) < 10 for v in values)] == []

    def test_no_day_lies_between_two_values(self, pack: Pack) -> None:
        gaps = [
            key
            for section, key, values in histories(pack)
            for index, _ in enumerate(pairwise(values))
            if not section.period(key, index).abuts(section.period(key, index + 1))
        ]
        assert gaps == []

    def test_every_promise_has_a_standard_that_can_be_measured(self, pack: Pack) -> None:
        for key in pack.promises:
            for benefit in pack.benefits:
                assert pack.promise_standard(key, on=DAY, benefit=benefit).is_measurable

    def test_every_benefit_has_points_at_every_stage(self, pack: Pack) -> None:
        for benefit in pack.benefits:
            for stage in pack.stages:
                assert pack.points(benefit, stage, on=DAY) >= 0

    def test_a_target_is_published_or_said_to_be_missing(self, pack: Pack) -> None:
        silent = [
            standard.key
            for standard in pack.standards.on(DAY)
            if standard.target is None and standard.runs_for == "agency"
            if "published" not in standard.reference
        ]
        assert silent == []

    def test_what_the_agency_chose_itself_says_so(self, pack: Pack) -> None:
        own = [standard for standard in pack.standards.on(DAY) if standard.set_by == "agency"]
        assert [standard.key for standard in own if not standard.reference.startswith("Agency goal")] == []

    def test_every_source_system_can_tell_people_apart(self, pack: Pack) -> None:
        assert all(set(system.columns) >= SYSTEM_FIELDS for system in pack.systems.on(DAY))


class TestThePacksTogether:
    def test_source_systems_are_laid_out_differently(self) -> None:
        systems = load_pack("dwp").systems.on(DAY)
        assert len({system.delimiter for system in systems}) == 4
        assert len({system.date_format for system in systems}) == 4
        assert {system.name_order for system in systems} == {None, "family_first", "given_first"}

    def test_they_offer_the_same_roles_tasks_and_formats(self) -> None:
        dwp, scotland = load_pack("dwp"), load_pack("social-security-scotland")
        for section in ("roles", "tasks", "formats", "channels", "unowned_reasons"):
            assert list(getattr(dwp, section)) == list(getattr(scotland, section))
