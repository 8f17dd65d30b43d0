"""How fast an address or a seat may do a thing, to the second; see test_privacy too."""

import pytest

from evaluator.classroom.web.rate_limits import RateLimit, RateLimits


@pytest.fixture
def now() -> list[float]:
    """The clock, in a list so that a test can move it."""
    return [1000.0]


@pytest.fixture
def limit(now: list[float]) -> RateLimit:
    return RateLimit(30, 60, lambda: now[0])


def test_thirty_in_a_minute_and_no_more_of_one_identity(limit: RateLimit) -> None:
    assert [limit.hit("a") for _ in range(31)] == [True] * 30 + [False]
    assert limit.hit("b")


def test_the_window_moves_and_what_was_refused_does_not_count(limit: RateLimit, now: list[float]) -> None:
    for _ in range(30):
        assert limit.hit("a")
        now[0] += 1
    now[0] = 1000 + 59.9
    assert not limit.hit("a")
    now[0] = 1000 + 60
    assert limit.hit("a")
    assert not limit.hit("a")  # the second of them is fifty-nine seconds old: thirty in a minute again
    now[0] = 1000 + 61
    assert limit.hit("a")


def test_an_identity_is_forgotten_a_window_after_its_last_act(limit: RateLimit, now: list[float]) -> None:
    limit.hit("a")
    now[0] += 59
    limit.hit("a")
    now[0] += 59.9
    assert len(limit) == 1
    now[0] += 0.1
    assert len(limit) == 0


def test_twenty_thousand_identities_are_known_at_most(limit: RateLimit) -> None:
    for number in range(20_010):
        limit.hit(str(number))
    assert len(limit) == 20_000


@pytest.mark.parametrize(
    ("name", "amount"),
    [
        ("starts", 40),
        ("demos", 6),
        ("tickets", 10),
        ("small_sheets", 3),
        ("joins", 60),
        ("wrong_codes", 30),
        ("answers", 40),
    ],
)
def test_each_limit_is_as_the_guide_says(name: str, amount: int) -> None:
    limit: RateLimit = getattr(RateLimits(), name)
    assert [limit.hit("a") for _ in range(amount + 1)] == [True] * amount + [False]
