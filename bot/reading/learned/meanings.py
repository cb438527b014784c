"""What the ear is asked of a text: its intent, and the details that only the sense of the words gives."""

from collections.abc import Mapping

NOTHING = "-"
"""The text does not say."""

INTENTS = (
    "yes", "no", "maybe", "count", "rating", "feedback", "did_not_attend", "testimony", "testimony_consent",
    "withdraw_testimony", "reschedule", "late", "question", "call_me", "join", "refer", "start", "stop", "delete_data",
    "data_access", "complaint", "language", "name", "choice", "update_phone", "thanks", "greeting", "ack", "media",
    "wrong_number", "third_party", "minor", "safe_contact", "concern", "urgent", "who", "help", "unclear",
)  # fmt: skip

TASKS: Mapping[str, tuple[str, ...]] = {
    "intent": INTENTS,
    "alarm": (NOTHING, "urgent", "stop", "concern"),
    "human": (NOTHING, "true"),
    "reason": (NOTHING, "work", "child_ill", "childcare", "transport", "other"),
    "topic": (
        NOTHING, "where", "when", "time", "transport", "price", "food", "bring", "children_allowed", "access", "scale",
        "other",
    ),
    "urgency": (NOTHING, "danger", "suicide", "child_missing", "basic_needs", "distress"),
    "consent": (NOTHING, "first_name", "anonymous", "conditional", "unspecified", "refused"),
    "part": (NOTHING, "morning", "afternoon", "evening"),
    "hedged": (NOTHING, "true"),
    "conditional": (NOTHING, "true"),
    "comment": (NOTHING, "true"),
    "count_unclear": (NOTHING, "true"),
    "low_literacy": (NOTHING, "true"),
}  # fmt: skip
"""Each question with its possible answers; a detail is one of the fields of a reading."""

WHATEVER_WAS_ASKED = ("alarm",)
"""Answered from the text alone: a cry and a STOP mean the same after every question."""

WHERE: Mapping[str, tuple[str, ...]] = {
    "reason": ("no", "maybe", "reschedule"),
    "urgency": ("urgent",),
    "consent": ("testimony_consent", "withdraw_testimony"),
    "comment": ("rating",),
    "low_literacy": ("help", "call_me", "language"),
    "count_unclear": ("yes", "count"),
    "part": ("reschedule", "call_me", "choice", "yes"),
}
"""The intents that a detail can belong to; any for those not named."""
