"""The circuit breaker: opens after five calls that never left, and is closed by the first that is answered."""

from messages.breaker import FIRST_REST, IN_A_ROW, LONGEST_REST, Breaker


def opened(at: float = 100.0) -> Breaker:
    breaker = Breaker()
    assert [breaker.failed(at) for _ in range(IN_A_ROW)] == [False] * (IN_A_ROW - 1) + [True]
    return breaker


def test_four_calls_that_never_left_stop_nothing() -> None:
    breaker = Breaker()
    assert not any(breaker.failed(100.0) for _ in range(IN_A_ROW - 1))
    assert breaker.room(100.0, 8) == 8


def test_the_fifth_opens_it_with_one_alarm() -> None:
    breaker = opened()
    assert not breaker.failed(100.1)
    assert breaker.room(100.0 + FIRST_REST - 0.1, 8) == 0
    assert breaker.wait(100.0) == FIRST_REST


def test_after_the_rest_one_call_tries_and_success_lets_all_go() -> None:
    breaker = opened()
    assert breaker.room(100.0 + FIRST_REST, 8) == 1
    breaker.answered()
    assert breaker.room(100.0 + FIRST_REST, 8) == 8


def test_each_vain_try_doubles_the_rest_up_to_five_minutes() -> None:
    breaker, at, rests = opened(), 100.0, []
    for _ in range(7):
        rests.append(breaker.wait(at))
        at += breaker.wait(at)
        assert not breaker.failed(at)
    assert rests == [10, 20, 40, 80, 160, LONGEST_REST, LONGEST_REST]


def test_failures_that_are_not_in_a_row_never_open_it() -> None:
    breaker = Breaker()
    for _ in range(20):
        assert not breaker.failed(100.0)
        breaker.answered()
