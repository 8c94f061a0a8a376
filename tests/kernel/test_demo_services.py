# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The shared services of the demonstration, on any day that it may be loaded."""

from datetime import date, timedelta

import pytest
from cae_demo.kernel import cons_auxiliaries, cons_life, cons_services, ideal_services
from cae_demo.kernel.services import Frequency, Term, visit_days, works
from hypothesis import given
from hypothesis import strategies as st

CENTRES = {"ideal": ideal_services.CENTRE, "cons": cons_services.centre()}
DAYS = st.dates(date(2025, 1, 1), date(2032, 12, 31))


@pytest.mark.parametrize("code", CENTRES)
def test_keys_lead_somewhere(code):
    """A key that nobody has would stop the installation."""
    centre = CENTRES[code]
    expertises = {item.key for item in centre.expertises}
    services = {item.key: item for item in centre.services}
    professionals = {item.key: item for item in centre.professionals}
    requests = {item.key: item for item in centre.requests}
    assert {item.expertise for item in centre.services} <= expertises
    for item in centre.expertises:
        assert {other for other, _reason in item.suggests} <= expertises - {item.key}
    for request in centre.requests:
        assert set(request.named) <= expertises
        for need in request.needs:
            assert need.expertise in expertises
            if need.service:
                assert services[need.service].expertise == need.expertise
            if need.professional:
                assert need.expertise in professionals[need.professional].expertises
    for agreement in centre.agreements:
        for term in agreement.terms:
            field = services[term.service].expertise
            assert field in professionals[term.professional].expertises
            if term.need:
                need = requests[agreement.request].needs[term.need - 1]
                assert (need.service, need.professional) == (
                    term.service,
                    term.professional,
                )
                assert need.state in ("agreed", "done")


@pytest.mark.parametrize("code", CENTRES)
def test_keys_are_unique(code):
    centre = CENTRES[code]
    for items in (
        centre.expertises,
        centre.services,
        centre.professionals,
        centre.requests,
        centre.agreements,
    ):
        assert len({item.key for item in items}) == len(items)


@pytest.mark.parametrize("code", CENTRES)
@given(today=DAYS)
def test_agreements_start_after_they_were_asked_for(code, today):
    centre = CENTRES[code]
    asked = {item.key: today - timedelta(days=item.days) for item in centre.requests}
    for agreement in centre.agreements:
        first, last = agreement.dates(today)
        assert first <= last
        assert first.day == 1
        assert (last + timedelta(days=1)).day == 1
        if agreement.request:
            assert asked[agreement.request] + timedelta(days=10) <= first


@given(
    first=DAYS,
    days=st.integers(0, 400),
    hours=st.integers(1, 40),
    count=st.integers(1, 4),
    period=st.sampled_from(["week", "month"]),
    weekday=st.integers(0, 4),
)
def test_work_is_done_on_working_days_of_the_term(
    first, days, hours, count, period, weekday
):
    last = first + timedelta(days=days)
    frequency = Frequency(count, period, 2.0, weekday)
    for term in (
        Term("s", "p", hours=hours),
        Term("s", "p", frequency=frequency),
    ):
        found = list(works(term, first, last))
        assert [work.day for work in found] == sorted({work.day for work in found})
        for work in found:
            assert first <= work.day <= last
            assert work.day.weekday() < 5
            assert work.hours > 0
            assert work.hours * 4 == int(work.hours * 4)


@given(
    year=st.integers(2025, 2032),
    month=st.integers(1, 12),
    count=st.integers(1, 4),
    weekday=st.integers(0, 4),
)
def test_a_month_has_its_visits(year, month, count, weekday):
    first = date(year, month, 1)
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    days = visit_days(Frequency(count, "month", 1.0, weekday), first, last)
    assert len(days) == count
    assert {day.weekday() for day in days} == {weekday}


def test_two_hundred_members():
    """12 networks, 60 auxiliary members with shares, of whom one left; 129 more."""
    known = cons_life.organisations()
    more = cons_auxiliaries.organisations()
    assert (len(known), len(more)) == (60, 129)
    networks = {key for keys in cons_life.NETWORKS.values() for key in keys}
    assert len(networks) + len(known) - 1 + len(more) == 200
    keys = networks | {item.key for item in known}
    for item in more:
        assert item.key not in keys
        assert item.via in keys
        assert item.city in cons_auxiliaries.TERRITORIES
        keys.add(item.key)
