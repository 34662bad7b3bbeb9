"""The one source of what the tables hold: DDL, data dictionary, datapackage and export contract come from here.

A column is added, never renamed or retyped, within a major `SCHEMA_VERSION`. Units stand in names or in `unit`.
Money is DECIMAL and never becomes float on its way to a release.
"""

from __future__ import annotations

from dataclasses import dataclass

SCHEMA_VERSION = "1.1.0"

MONEY = "DECIMAL(10,2)"
QUANTITY = "DECIMAL(10,2)"

# Vocabularies (STANDARDS: schema.org, CTDL, OOAPI and the field's usage).
CREDENTIAL_KIND = (
    "micro_credential",
    "digital_badge",
    "certificate",
    "professional_certificate",
    "course",
    "workshop",
    "diploma",
    "degree",
    "unknown",
)
RECOGNITION = ("standalone", "stackable", "ladders_to_credit", "transcripted", "unknown")
COST_STATUS = ("priced", "free", "unknown")
COST_BASIS = ("total", "per_course", "per_credit", "per_hour", "per_month", "per_term", "per_year")
COST_TAX = ("excluded", "included", "exempt")
SPAN_UNIT = ("day", "week", "month", "year", "term")
DURATION_STATUS = ("stated", "unknown")
DELIVERY_MODE = (
    "in_person",
    "online_live",
    "online_self_paced",
    "online",
    "blended",
    "hybrid_choice",
    "workplace",
    "unknown",
)
AVAILABILITY = ("open", "full", "waitlist", "closed", "cancelled", "unknown")
SOURCE = ("stated", "derived")
HOW = ("stated", "derived", "default")
STATE = ("current", "stale", "withdrawn")
CHANGE = ("added", "changed", "withdrawn", "returned", "moved")
CAUSE = ("source", "reader", "correction")
RELATION = ("stacks_into", "part_of", "requires")
SEVERITY = ("critical", "warning", "info")
LEVEL = ("row", "institution", "release")
OUTCOME = ("complete", "partial", "held", "failed")


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `type` is DuckDB's. `volatile`: differs between two equal nights, left out of the digest."""

    name: str
    type: str
    description: str
    unit: str | None = None
    required: bool = False
    values: tuple[str, ...] = ()
    volatile: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the catalogue. `key` orders it uniquely, so that Parquet bytes repeat.

    `held`: the database itself refuses a second row of a key. Not for evidence, whose writers keep it: an index over
    four texts a row cost more time and memory than all else a night writes.
    """

    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    held: bool = True

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)


def _c(
    name: str,
    type: str,
    description: str,
    *,
    unit: str | None = None,
    required: bool = False,
    values: tuple[str, ...] = (),
    volatile: bool = False,
) -> Column:
    return Column(name, type, description, unit, required, values, volatile)


#: What an offering is and says. `stage.offering`, `catalog.offering` and `catalog.offering_version` all have these.
SUBSTANCE: tuple[Column, ...] = (
    # identity
    _c("code", "VARCHAR", "The institution's own code, as printed"),
    _c("title", "VARCHAR", "Title in the offering's main language", required=True),
    _c("url", "VARCHAR", "Canonical address of the offering's page", required=True),
    _c("lang", "VARCHAR", "Language of the page the values were read on (ISO 639-1)"),
    _c("summary", "VARCHAR", "A short quotation (at most 300 characters) of what it is about"),
    _c("subjects", "VARCHAR[]", "The institution's own category words, sorted"),
    _c(
        "in_scope",
        "BOOLEAN",
        "Called a micro-credential or badge by its page, its listing or its manifest",
        required=True,
    ),
    _c("scope_source", "VARCHAR", "Who says so", values=("page", "listing", "manifest")),
    _c("credential_kind", "VARCHAR", "What is awarded", required=True, values=CREDENTIAL_KIND),
    _c("credential_text", "VARCHAR", "The words it was understood from"),
    _c("credits", "DECIMAL(6,2)", "Credits stated", unit="credit_unit"),
    _c("credit_unit", "VARCHAR", "What the credits count"),
    _c("recognition", "VARCHAR", "How it counts towards more", required=True, values=RECOGNITION),
    # cost: one domestic, regular-price learner, tax not added
    _c("cost_status", "VARCHAR", "priced, free (words say so) or unknown", required=True, values=COST_STATUS),
    _c("cost_min", MONEY, "Lowest headline price; 0 when free", unit="currency"),
    _c("cost_max", MONEY, "Highest headline price; NULL when open-ended", unit="currency"),
    _c("currency", "VARCHAR", "ISO 4217"),
    _c("cost_basis", "VARCHAR", "What one payment buys", values=COST_BASIS),
    _c("cost_tax", "VARCHAR", "What is said about tax; NULL when nothing is", values=COST_TAX),
    _c("cost_text", "VARCHAR", "The words the headline was understood from"),
    _c("cost_total_min", MONEY, "For comparison: the whole offering, lowest", unit="currency"),
    _c("cost_total_max", MONEY, "For comparison: the whole offering, highest", unit="currency"),
    _c("cost_total_source", "VARCHAR", "stated, or derived (per_credit x stated credits)", values=SOURCE),
    # duration: effort, calendar span, pace; never turned into each other silently
    _c("duration_status", "VARCHAR", "stated or unknown", required=True, values=DURATION_STATUS),
    _c("hours_min", QUANTITY, "Effort stated, lowest", unit="hour"),
    _c("hours_max", QUANTITY, "Effort stated, highest", unit="hour"),
    _c("span_min", QUANTITY, "Calendar length as stated, shortest", unit="span_unit"),
    _c("span_max", QUANTITY, "Calendar length as stated, longest", unit="span_unit"),
    _c("span_unit", "VARCHAR", "Unit of span_min and span_max", values=SPAN_UNIT),
    _c("span_days_min", QUANTITY, "span_min for sorting: week 7, month 30.44, year 365.25, term NULL", unit="day"),
    _c("span_days_max", QUANTITY, "span_max for sorting", unit="day"),
    _c("weekly_hours_min", QUANTITY, "Pace stated, lowest", unit="hour/week"),
    _c("weekly_hours_max", QUANTITY, "Pace stated, highest", unit="hour/week"),
    _c("meetings", "INTEGER", "How many times it meets"),
    _c("self_paced", "BOOLEAN", "True only where the page says so; NULL where nothing is said"),
    _c("total_hours_min", QUANTITY, "hours_min, or span x pace where only those are stated", unit="hour"),
    _c("total_hours_max", QUANTITY, "hours_max, or span x pace where only those are stated", unit="hour"),
    _c("total_hours_source", "VARCHAR", "stated or derived", values=SOURCE),
    _c("duration_text", "VARCHAR", "The words the duration was understood from"),
    # delivery
    _c("delivery_mode", "VARCHAR", "How it is taught; never assumed", required=True, values=DELIVERY_MODE),
    _c("location", "VARCHAR", "Where, as stated"),
    _c("attendance", "VARCHAR", "Day, evening, weekend, block; full or part time, as stated"),
    # substance
    _c("outcomes", "VARCHAR[]", "Learning outcomes, each at most 300 characters, in page order"),
    _c("prerequisites", "VARCHAR", "As stated, at most 300 characters"),
    _c("assessment", "VARCHAR", "As stated, at most 300 characters"),
    _c("audience", "VARCHAR", "As stated, at most 300 characters"),
    _c("level", "VARCHAR", "As stated"),
    _c("instruction_language", "VARCHAR", "ISO 639-1, as stated"),
    _c("funding", "VARCHAR[]", "Funding schemes named on the page, sorted"),
    _c("badge", "VARCHAR", "Badge platform named on the page"),
)

_OFFERING_ID = _c("offering_id", "VARCHAR", "Minted once, at first sight; never reused or renamed", required=True)
_INSTITUTION_ID = _c("institution_id", "VARCHAR", "The manifest's id", required=True)
_RUN_ID = _c("run_id", "VARCHAR", "The run these values come from", required=True, volatile=True)

_TRUST: tuple[Column, ...] = (
    _c("state", "VARCHAR", "current, stale (not refreshed last night) or withdrawn", required=True, values=STATE),
    _c("first_seen", "DATE", "Night it was first seen", required=True),
    _c("last_seen", "DATE", "Night it was last seen", required=True),
    _c("last_changed", "DATE", "Night its substance last changed", required=True),
    _c("missing_since", "DATE", "First night of a complete harvest without it; NULL while seen"),
    _c("withdrawn_at", "DATE", "Night it was withdrawn; NULL while offered"),
    _c("completeness", "DOUBLE", "Share of the required fields that are stated, 0 to 1", required=True),
    _c("page_sha256", "VARCHAR", "Hash of the body of the page the values were read on", volatile=True),
    _RUN_ID,
    _c("copy_of", "VARCHAR", "The institution's own offering that this entry of a portal repeats; NULL for all others"),
)

INSTITUTION = Table(
    "institution",
    "Institutions of the registry and how fresh what we hold of them is",
    (
        _INSTITUTION_ID,
        _c("name", "VARCHAR", "Name", required=True),
        _c("short_name", "VARCHAR", "Usual short name"),
        _c("country", "VARCHAR", "ISO 3166-1 alpha-2", required=True),
        _c("province", "VARCHAR", "Subdivision, as in ISO 3166-2 after the hyphen", required=True),
        _c(
            "kind",
            "VARCHAR",
            "university, college, institute, polytechnic, cegep, school, portal (lists others'), other",
            required=True,
        ),
        _c("languages", "VARCHAR[]", "ISO 639-1, the main one first", required=True),
        _c("home_url", "VARCHAR", "Home page", required=True),
        _c("platform", "VARCHAR", "How its site lists offerings", required=True),
        _c("status", "VARCHAR", "verified only when someone has run it live", required=True),
        _c("last_outcome", "VARCHAR", "How the last night ended", values=OUTCOME),
        _c("last_complete", "DATE", "Last night with a complete harvest"),
        _c("stale_days", "INTEGER", "Days since last_complete, on the night of the release", unit="day"),
    ),
    ("institution_id",),
)

OFFERING = Table(
    "offering",
    "What is offered, one row an offering, with the last good values",
    (_OFFERING_ID, _INSTITUTION_ID, *SUBSTANCE, *_TRUST),
    ("offering_id",),
)

STAGE_OFFERING = Table(
    "offering",
    "Tonight's reading of one offering, before judging",
    (
        _OFFERING_ID,
        _INSTITUTION_ID,
        _c("offering_key", "VARCHAR", "The raw key it was found under tonight", required=True),
        *SUBSTANCE,
        _c("completeness", "DOUBLE", "Share of the required fields that are stated, 0 to 1", required=True),
        _c("page_sha256", "VARCHAR", "Hash of the page's body", volatile=True),
        _RUN_ID,
    ),
    ("offering_id",),
)

SECTION = Table(
    "section",
    "Scheduled runs of offerings",
    (
        _c("section_id", "VARCHAR", "offering_id and a stable suffix", required=True),
        _OFFERING_ID,
        _INSTITUTION_ID,
        _c("start_date", "DATE", "First day, as stated"),
        _c("end_date", "DATE", "Last day, as stated"),
        _c("schedule_text", "VARCHAR", "As stated, at most 300 characters"),
        _c("delivery_mode", "VARCHAR", "Where the section states its own", required=True, values=DELIVERY_MODE),
        _c("location", "VARCHAR", "Where the section states its own"),
        _c("availability", "VARCHAR", "As stated", required=True, values=AVAILABILITY),
        _c("price", MONEY, "Where the section states its own", unit="currency"),
        _c("currency", "VARCHAR", "ISO 4217, with price"),
        _c("apply_by", "DATE", "Last day to register, as stated"),
        _RUN_ID,
    ),
    ("offering_id", "section_id"),
)

PRICE = Table(
    "price",
    "Every price stated, the headline among them",
    (
        _OFFERING_ID,
        _INSTITUTION_ID,
        _c("price_no", "INTEGER", "1, 2, … in page order", required=True),
        _c("amount", MONEY, "Amount stated", unit="currency", required=True),
        _c("currency", "VARCHAR", "ISO 4217", required=True),
        _c("audience", "VARCHAR", "domestic, international, member, student, senior, early_bird, concession, …"),
        _c("component", "VARCHAR", "tuition, materials, application, exam, deposit, incidental, total, other"),
        _c("basis", "VARCHAR", "What one payment buys", values=COST_BASIS),
        _c("text", "VARCHAR", "The words", required=True),
        _RUN_ID,
    ),
    ("offering_id", "price_no"),
)

RELATION_TABLE = Table(
    "relation",
    "What an offering stacks into, is part of, or requires",
    (
        _OFFERING_ID,
        _INSTITUTION_ID,
        _c("relation", "VARCHAR", "Kind of relation", required=True, values=RELATION),
        _c("target_text", "VARCHAR", "The target as named on the page", required=True),
        _c("target_offering_id", "VARCHAR", "The target, where it is in the catalogue"),
        _RUN_ID,
    ),
    ("offering_id", "relation", "target_text"),
)

EVIDENCE = Table(
    "evidence",
    "Where each value comes from: the words, the page, the moment, the reader, the archived response",
    (
        _OFFERING_ID,
        _INSTITUTION_ID,
        _c("section_id", "VARCHAR", "The section, where the value is one of a section; else ''", required=True),
        _c("field", "VARCHAR", "Column the value stands in", required=True),
        _c("value", "VARCHAR", "The value, as text", required=True),
        _c("how", "VARCHAR", "stated, derived (from what: words) or default", required=True, values=HOW),
        _c("words", "VARCHAR", "The words it came from, at most 300 characters"),
        _c("label", "VARCHAR", "The label they stood under"),
        _c("page_url", "VARCHAR", "The page they stood on"),
        _c("fetched_at", "TIMESTAMP", "When the page was fetched (UTC)", volatile=True),
        _c("reader", "VARCHAR", "Which reader found them"),
        _c("locator", "VARCHAR", "Where on the page"),
        _c("archive_file", "VARCHAR", "WARC file, relative to the data folder", volatile=True),
        _c("archive_record", "VARCHAR", "WARC-Record-ID", volatile=True),
        _c("archive_offset", "BIGINT", "Byte offset of the record in the file", unit="byte", volatile=True),
        _RUN_ID,
    ),
    ("offering_id", "section_id", "field", "value"),
    held=False,
)

IDENTITY = Table(
    "identity",
    "Every raw key an offering was ever seen under",
    (
        _INSTITUTION_ID,
        _c("offering_key", "VARCHAR", "Raw key", required=True),
        _OFFERING_ID,
        _c("first_seen", "DATE", "Night the key was first seen", required=True),
    ),
    ("institution_id", "offering_key"),
)

STAGE_IDENTITY = Table(
    "identity",
    "Tonight's raw keys and the offering each belongs to, before the night is merged",
    (
        _INSTITUTION_ID,
        _c("offering_key", "VARCHAR", "Raw key, or an address that stands for it", required=True),
        _OFFERING_ID,
        _c("how", "VARCHAR", "known, minted, twin, address or redirect", required=True),
        _RUN_ID,
    ),
    ("institution_id", "offering_key"),
)

VERSION = Table(
    "offering_version",
    "Each version of an offering's substance and the nights it held: [valid_from, valid_to)",
    (
        _OFFERING_ID,
        _INSTITUTION_ID,
        _c("valid_from", "DATE", "First night it held", required=True),
        _c("valid_to", "DATE", "First night it no longer held; NULL while it holds"),
        _c(
            "valid_from_run",
            "VARCHAR",
            "First run it held in; tells versions of one date apart",
            required=True,
            volatile=True,
        ),
        *SUBSTANCE,
    ),
    ("offering_id", "valid_from_run"),
)

LABEL = Table(
    "label",
    "What each code is called, in English and French",
    (
        _c("field", "VARCHAR", "Column the code stands in", required=True),
        _c("code", "VARCHAR", "Code", required=True),
        _c("label_en", "VARCHAR", "English", required=True),
        _c("label_fr", "VARCHAR", "French", required=True),
    ),
    ("field", "code"),
)

CHANGE_TABLE = Table(
    "change",
    "What changed, night by night, and why",
    (
        _c("run_id", "VARCHAR", "The run that saw it", required=True, volatile=True),
        _c("night", "DATE", "Date of that run", required=True),
        _OFFERING_ID,
        _INSTITUTION_ID,
        _c("change", "VARCHAR", "Kind of change", required=True, values=CHANGE),
        _c("field", "VARCHAR", "Field changed; '' for added, withdrawn, returned", required=True),
        _c("before", "VARCHAR", "Value before, as text"),
        _c("after", "VARCHAR", "Value after, as text"),
        _c("cause", "VARCHAR", "The source changed, our reader did, or a correction", required=True, values=CAUSE),
    ),
    ("run_id", "offering_id", "change", "field"),
)

QUARANTINE = Table(
    "quarantine",
    "Rows that failed a critical rule: never shown, never lost",
    (
        _c("run_id", "VARCHAR", "Run", required=True),
        _OFFERING_ID,
        _INSTITUTION_ID,
        _c("rule", "VARCHAR", "Rule id", required=True),
        _c("field", "VARCHAR", "Field judged", required=True),
        _c("value", "VARCHAR", "Its value, as text"),
        _c("message", "VARCHAR", "Why, in words", required=True),
        _c("row", "JSON", "The whole row as read", required=True),
        _c("status", "VARCHAR", "open, released, corrected or superseded", required=True),
    ),
    ("run_id", "offering_id", "rule", "field"),
)

FINDING = Table(
    "finding",
    "What judging found, all levels and severities",
    (
        _c("run_id", "VARCHAR", "Run", required=True),
        _c("finding_no", "INTEGER", "1, 2, … within the run", required=True),
        _c("level", "VARCHAR", "row, institution or release", required=True, values=LEVEL),
        _c("severity", "VARCHAR", "critical blocks, warning shows, info tells", required=True, values=SEVERITY),
        _c("rule", "VARCHAR", "Rule id", required=True),
        _c("institution_id", "VARCHAR", "NULL for the release level"),
        _c("offering_id", "VARCHAR", "NULL above the row level"),
        _c("field", "VARCHAR", "Field judged"),
        _c("value", "VARCHAR", "Its value, as text"),
        _c("message", "VARCHAR", "Why, in words an operator understands", required=True),
    ),
    ("run_id", "finding_no"),
)

RUN = Table(
    "run",
    "Every run and how it ended",
    (
        _c("run_id", "VARCHAR", "Run", required=True),
        _c("night", "DATE", "Date in the run's time zone", required=True),
        _c("started_at", "TIMESTAMP", "UTC", required=True),
        _c("released_at", "TIMESTAMP", "UTC; NULL when nothing was released"),
        _c("released_in", "VARCHAR", "The run whose release first showed its changes; NULL before there is one"),
        _c("reader_fingerprint", "VARCHAR", "Hash of the reading code", required=True),
        _c("normaliser_fingerprint", "VARCHAR", "Hash of the normalising code", required=True),
        _c("digest", "VARCHAR", "Catalogue digest; NULL when nothing was released"),
    ),
    ("run_id",),
)

NIGHT = Table(
    "institution_night",
    "One institution on one night: what the harvest met and what was read",
    (
        _c("run_id", "VARCHAR", "Run", required=True),
        _c("night", "DATE", "Date of the run", required=True),
        _INSTITUTION_ID,
        _c(
            "outcome",
            "VARCHAR",
            "complete, partial (nothing removed), held (nothing taken) or failed",
            required=True,
            values=OUTCOME,
        ),
        _c("reason", "VARCHAR", "Why it is not complete, in words"),
        _c("pages", "INTEGER", "Pages fetched", required=True),
        _c("requests", "INTEGER", "Requests sent", required=True),
        _c("bytes", "BIGINT", "Bytes received", unit="byte", required=True),
        _c("errors", "INTEGER", "Requests that failed", required=True),
        _c("offerings", "INTEGER", "Offerings read", required=True),
        _c("priced", "INTEGER", "of which priced or free", required=True),
        _c("with_duration", "INTEGER", "of which with a stated duration", required=True),
        _c("quarantined", "INTEGER", "of which quarantined", required=True),
        _c("median_cost", "DOUBLE", "Median headline price of the priced", unit="currency"),
        _c("seconds", "DOUBLE", "From the first request to the last response", unit="second", required=True),
    ),
    ("run_id", "institution_id"),
)

MEASURE = Table(
    "night_measure",
    "What one institution's night looked like as a whole: the shares and medians that good nights are compared by",
    (
        _c("run_id", "VARCHAR", "Run", required=True),
        _INSTITUTION_ID,
        _c("measure", "VARCHAR", "Name of the measure, as in the rule book", required=True),
        _c("value", "DOUBLE", "Its value; shares are 0 to 1", required=True),
    ),
    ("run_id", "institution_id", "measure"),
)

ACCEPTANCE = Table(
    "acceptance",
    "New levels a person accepted: what an institution's nights are compared with from that run on",
    (
        _INSTITUTION_ID,
        _c("run_id", "VARCHAR", "The held run whose level was accepted", required=True),
        _c("night", "DATE", "Date of that run", required=True),
        _c("offerings", "INTEGER", "Offerings read in it", required=True),
        _c("gone", "INTEGER", "Known pages gone in it", required=True),
        _c("reason", "VARCHAR", "Why, in the words of whoever accepted it", required=True),
        _c("accepted_at", "TIMESTAMP", "UTC", required=True),
    ),
    ("institution_id", "run_id"),
)

PARDON = Table(
    "pardon",
    "Quarantined values a person has looked at and released: this value breaks this rule and is right",
    (
        _OFFERING_ID,
        _INSTITUTION_ID,
        _c("rule", "VARCHAR", "Rule id", required=True),
        _c("value", "VARCHAR", "The value that is right; another one is judged anew", required=True),
        _c("reason", "VARCHAR", "Why, in the words of whoever released it", required=True),
        _c("released_at", "TIMESTAMP", "UTC", required=True),
    ),
    ("offering_id", "rule", "value"),
)

#: Schema of the warehouse file -> tables. `landing.*` is made by `load.py` from the contract itself.
STAGE = (STAGE_OFFERING, STAGE_IDENTITY, SECTION, PRICE, RELATION_TABLE, EVIDENCE)
CATALOG = (INSTITUTION, IDENTITY, OFFERING, VERSION, SECTION, PRICE, RELATION_TABLE, EVIDENCE, CHANGE_TABLE)
QUALITY = (FINDING, QUARANTINE, PARDON)
OPS = (RUN, NIGHT, MEASURE, ACCEPTANCE)
