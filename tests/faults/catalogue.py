"""The catalogue of faults: what each number is, and what shows that Relais stands it.

`shown` are the injections of the campaign that carry the number, and tests as "file::test" below `tests`; a test checks
that every one of them exists. F44 and F47 on belong to backups and people.
"""

from dataclasses import dataclass

from tests.faults.campaign import MODULES
from tests.faults.injections import INJECTIONS


@dataclass(frozen=True)
class Entry:
    """One fault: what happens, and the tests that show it besides the campaign."""

    number: str
    what: str
    tests: tuple[str, ...] = ()

    @property
    def injections(self) -> list[str]:
        """The names of its injections."""
        return [one.name for one in INJECTIONS if one.number == self.number]


DISPATCHING = "scheduler/test_dispatching.py::"
CONTRACT, TELEGRAM = "channels/test_contract.py::", "channels/test_telegram.py::"
HOURS, DELIVERY = "messages/test_hours.py::", "messages/test_delivery.py::"
CATALOGUE = (
    Entry("F01", "killed before the reservation is committed"),
    Entry("F02", "killed after it, before the call"),
    Entry("F03", "killed after the provider took it"),
    Entry("F04", "killed after the outcome was written"),
    Entry("F05", "the provider takes it, its reply is lost"),
    Entry("F06", "the reply is slower than our deadline"),
    Entry("F07", "5xx after and before it was taken"),
    Entry("F08", "refused connection", (CONTRACT + "test_where_nobody_listens_nothing_was_sent",)),
    Entry("F09", "429 with a pause", (DISPATCHING + "test_a_throttled_channel_does_not_hold_up_the_other",)),
    Entry("F10", "HTML, nothing, no name, 10 MB for an answer",
          ("channels/test_sms.py::test_an_answer_of_ten_megabytes_leaves_doubt",)),
    Entry("F11", "SIGSTOP in the middle of a call, or before it, and a late resume",
          (DISPATCHING + "test_what_was_reserved_before_a_long_stop_is_not_sent_but_tried_anew",)),
    Entry("F12", "several dispatchers, backends killed, the role lost",
          (DISPATCHING + "test_two_dispatchers_never_send_the_same",)),
    Entry("F13", "opted out at the operator, at once and later"),
    Entry("F14", "30003 to 30036, 39999",
          (DELIVERY + "test_a_phone_that_is_off_is_tried_once_more_four_hours_later",)),
    Entry("F15", "the account is refused, suspended, without credit"),
    Entry("F16", "an outage across the start",
          ("bot/test_silence.py::test_a_reminder_that_nobody_could_send_expires_and_is_shown",)),
    Entry("F17", "an outage of a day and two hours"),
    Entry("F18", "a block in the middle of a broadcast"),
    Entry("F19", "a chat moved, gone, deactivated", (TELEGRAM + "test_a_group_that_moved_is_not_followed",)),
    Entry("F20", "the bot revoked, a second reader", (TELEGRAM + "test_a_second_reader_stops_the_asking",)),
    Entry("F21", "never any callback"),
    Entry("F22", "a wrong region or sender"),
    Entry("F23", "the same webhook once, twice, fifty times at once",
          ("faults/test_webhooks.py::test_the_same_webhook_fifty_times_at_once_has_one_effect",)),
    Entry("F24", "callbacks in any order, doubled, early", (DELIVERY + "test_receipts_may_come_in_any_order",)),
    Entry("F25", "killed after 200"),
    Entry("F26", "killed before 200"),
    Entry("F27", "down while parents reply", ("bot/test_missed.py::test_a_provider_that_is_away_has_not_been_heard",)),
    Entry("F28", "down for a day and more", ("bot/test_missed.py::test_three_days_later_the_list_begins_three_days_ago",
                                             "bot/test_silence.py::test_two_days_without_telegram_are_told")),
    Entry("F29", "an update's number jumps back"),
    Entry("F30", "a poisonous update"),
    Entry("F31", "the database is locked: 503, and a backfill"),
    Entry("F32", "one long SMS as three webhooks out of order"),
    Entry("F33", "STOP answered by the operator; STOP while messages leave",
          ("messages/test_stop.py::test_of_many_stops_and_reservations_at_once_none_is_reserved_after_its_stop",)),
    Entry("F34", "START after STOP"),
    Entry("F35", "the clock changes of spring and autumn",
          ("scheduler/test_reminders.py::test_reminders_keep_their_local_hour_over_the_clock_changes",
           HOURS + "test_every_minute_around_a_clock_change_keeps_the_hours")),
    Entry("F36", "the clock leaps, falls back, is moved"),
    Entry("F37", "an event moved or cancelled while reminders leave"),
    Entry("F38", "half past midnight, holidays, Sundays",
          (HOURS + "test_a_reminder_for_half_past_midnight_goes_out_the_evening_before",
           HOURS + "test_the_reminder_of_every_day_falls_on_the_last_open_evening_before_it")),
    Entry("F39", "the disk is full"),
    Entry("F40", "fsync fails, then the power",
          ("messages/test_store.py::test_sqlite_waits_for_the_disk_and_minds_its_references",)),
    Entry("F41", "the affected SQLite library falls back to TRUNCATE and says so",
          ("messages/test_store.py::test_a_library_whose_log_can_lose_commits_keeps_a_journal_instead",)),
    Entry("F42", "a database that fails over, is full of connections, or held"),
    Entry("F43", "an interrupted migration, rows from a newer schema",
          ("test_migrations.py::test_a_database_of_a_newer_relais_is_left_alone",)),
    Entry("F45", "a second one on the same file"),
    Entry("F46", "256 MB, no file descriptors left"),
)  # fmt: skip
assert MODULES, "importing them has filled INJECTIONS"
