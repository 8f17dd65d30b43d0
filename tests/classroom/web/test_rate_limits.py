"""How many wrong codes an address may try, and how fast a seat may answer, to the second; see test_privacy too."""

import pytest

from evaluator.classroom.web.rate_limits import Pace, WrongCodes


@pytest.fixture
def now() -> list[float]:
    """The clock, in a list so that a test can move it."""
    return [1000.0]


@pytest.fixture
def codes(now: list[float]) -> WrongCodes:
    return WrongCodes(lambda: now[0])


@pytest.fixture
def pace(now: list[float]) -> Pace:
    return Pace(lambda: now[0])


def test_thirty_wrong_codes_in_a_minute_close_an_address(codes: WrongCodes) -> None:
    for _ in range(30):
        assert not codes.closed("a")
        codes.wrong("a")
    assert codes.closed("a")
    assert not codes.closed("b")


def test_an_address_opens_when_the_first_of_thirty_is_a_minute_old(codes: WrongCodes, now: list[float]) -> None:
    for _ in range(30):
        codes.wrong("a")
        now[0] += 1
    now[0] = 1000 + 59.9
    assert codes.closed("a")
    now[0] = 1000 + 60
    assert not codes.closed("a")
    codes.wrong("a")  # the second of them is fifty-nine seconds old: thirty in a minute again
    assert codes.closed("a")


def test_a_class_entered_from_an_address_is_at_home_there_alone(codes: WrongCodes) -> None:
    codes.entered("a", 7)
    assert codes.at_home("a", 7)
    assert not codes.at_home("a", 8)
    assert not codes.at_home("b", 7)


def test_an_address_is_forgotten_fifteen_minutes_after_its_last_act(codes: WrongCodes, now: list[float]) -> None:
    codes.entered("a", 7)
    now[0] += 14 * 60
    codes.wrong("a")
    now[0] += 15 * 60 - 1
    assert codes.at_home("a", 7)
    now[0] += 1
    assert not codes.at_home("a", 7)


def test_whoever_was_silent_for_longest_is_forgotten_first(codes: WrongCodes) -> None:
    """However many guess, twenty thousand addresses are known at most."""
    codes.entered("first", 7)
    codes.entered("second", 7)
    codes.entered("first", 8)
    for number in range(19_999):
        codes.wrong(str(number))
    assert codes.at_home("first", 7)
    assert not codes.at_home("second", 7)
    codes.wrong("one more")
    assert len(codes._seen) == 20_000
    assert not codes.at_home("first", 7)


def test_a_seat_answers_forty_times_in_ten_seconds(pace: Pace, now: list[float]) -> None:
    for _ in range(40):
        assert pace.allows("a")
    assert not pace.allows("a")
    assert pace.allows("b")
    now[0] += 9.9
    assert not pace.allows("a")
    now[0] += 0.1
    assert [pace.allows("a") for _ in range(41)] == [True] * 40 + [False]


def test_a_refused_answer_does_not_count(pace: Pace, now: list[float]) -> None:
    for _ in range(40):
        pace.allows("a")
        now[0] += 0.1
    now[0] = 1009.95
    assert not pace.allows("a")
    now[0] = 1010.05
    assert pace.allows("a")  # the first of forty is ten seconds old
    assert not pace.allows("a")  # the second is not


def test_seats_that_were_silent_for_longest_are_forgotten_first(pace: Pace) -> None:
    for _ in range(40):
        pace.allows("a")
        pace.allows("b")
    for number in range(19_998):
        pace.allows(str(number))
    assert not pace.allows("a")
    pace.allows("one more")
    assert not pace.allows("a")
    assert pace.allows("b")  # forgotten, and so free again
