"""The columns judging needs of each frame. A frame without one of them is an error, never a pass.

The warehouse makes the frames (`frames.py` there); the names are those of its data dictionary.
"""

from __future__ import annotations

VOCABULARIES: dict[str, tuple[str, ...]] = {
    "credential_kind": (
        "micro_credential",
        "digital_badge",
        "certificate",
        "professional_certificate",
        "course",
        "workshop",
        "diploma",
        "degree",
        "unknown",
    ),
    "recognition": ("standalone", "stackable", "ladders_to_credit", "transcripted", "unknown"),
    "cost_status": ("priced", "free", "unknown"),
    "cost_basis": ("total", "per_course", "per_credit", "per_hour", "per_month", "per_term", "per_year"),
    "cost_tax": ("excluded", "included", "exempt"),
    "duration_status": ("stated", "unknown"),
    "span_unit": ("day", "week", "month", "year", "term"),
    "delivery_mode": (
        "in_person",
        "online_live",
        "online_self_paced",
        "online",
        "blended",
        "hybrid_choice",
        "workplace",
        "unknown",
    ),
}
#: Never NULL: "unknown" is a word of these vocabularies.
ALWAYS_SAID = ("credential_kind", "recognition", "cost_status", "duration_status", "delivery_mode")

OFFERINGS = (
    "offering_id",
    "institution_id",
    "title",
    "url",
    "evidence_missing",
    "page_changed",
    "country",
    "province",
    "code",
    "lang",
    "summary",
    "completeness",
    "cost_confirmed",
    "cost_reader",
    *VOCABULARIES,
    "cost_min",
    "cost_max",
    "currency",
    "cost_text",
    "cost_total_min",
    "cost_total_max",
    "hours_min",
    "hours_max",
    "span_min",
    "span_max",
    "span_days_min",
    "span_days_max",
    "weekly_hours_min",
    "weekly_hours_max",
    "duration_text",
    "meetings",
    "self_paced",
    "prev_cost_min",
    "prev_currency",
    "prev_cost_basis",
    "prev_hours_min",
    "prev_span_days_min",
    "prev_title",
)
SECTIONS = ("offering_id", "institution_id", "section_id", "start_date", "end_date", "run_id")
PRICES = ("offering_id", "institution_id", "price_no", "amount", "currency", "audience", "component", "text")
FRAMES: dict[str, tuple[str, ...]] = {"offerings": OFFERINGS, "sections": SECTIONS, "prices": PRICES}

#: Keys of an institution's night.
NIGHT = (
    "has_harvest",
    "listing_ended",
    "finish_reason",
    "requests",
    "errors",
    "gone",
    "offerings",
    "priced",
    "with_duration",
    "median_cost",
    "expected_minimum",
    "known_offerings",
    "known_not_seen",
    "new_offerings",
    "unseen_ended",
    "unseen_recently",
    "unseen_elsewhere",
    "gone_accepted",
)
HISTORY = ("outcome", "offerings", "priced", "with_duration", "median_cost")
INSTITUTIONS = ("institution_id", "outcome", "offerings_tonight", "known_offerings")
