from datetime import timedelta

from snelkoppeling.sync.back_off import LONGEST_WITHOUT_LINE, rest_after


def test_the_rest_doubles_with_each_failure_in_a_row() -> None:
    rests = [rest_after(failures, None, jitter=1.0) for failures in (1, 2, 3)]

    assert rests == [timedelta(seconds=1), timedelta(seconds=2), timedelta(seconds=4)]


def test_no_rest_is_longer_than_a_minute() -> None:
    assert rest_after(10_000, None, jitter=1.0) == timedelta(minutes=1)


def test_while_there_is_no_line_the_rest_grows_longer() -> None:
    rest = rest_after(10_000, None, jitter=1.0, longest=LONGEST_WITHOUT_LINE)

    assert rest == timedelta(minutes=15)


def test_chance_takes_off_a_quarter_at_most() -> None:
    assert rest_after(3, None, jitter=0.0) == timedelta(seconds=3)


def test_the_rest_that_the_books_ask_for_is_given_even_when_it_is_longer() -> None:
    assert rest_after(1, timedelta(minutes=10), jitter=1.0) == timedelta(minutes=10)


def test_a_shorter_rest_than_ours_is_not_enough() -> None:
    assert rest_after(5, timedelta(seconds=1), jitter=1.0) == timedelta(seconds=16)
