"""What the properties of a design are called, and what protocols call them; methods that are not offered."""

import re

from mgdsl.report.suggest import fold

MIXED = re.compile(r"titration|followed|then\b|\bwith\b|run-in|\band\b|\d ?\+ ?\d", re.IGNORECASE)

PROPERTIES = (
    "method",
    "levels",
    "start",
    "target",
    "margins",
    "target key",
    "phi1",
    "phi2",
    "prior",
    "cohort size",
    "maximum",
    "eliminate above",
    "elimination needs",
    "extra safety",
    "stop with",
    "toxicity",
    "window",
    "scenarios",
)

OTHER_NAMES = {
    other: name
    for name, others in {
        "method": "design, dose escalation method, escalation method, escalation, dose escalation, "
        "escalation design",
        "levels": "doses, dose, dose levels, dose level, level",
        "start": "starting dose, start dose, starting level, start level, starting dose level, first dose",
        "target": "target rate, target dlt rate, target toxicity, target toxicity rate, target dlt, "
        "target probability, dlt rate, toxicity rate, target tox",
        "margins": "margin, eps, epsilon, epsilons, eps1 and eps2",
        "target key": "key, target interval, interval, equivalence interval, proper dosing interval, "
        "target range, target toxicity interval, target keys",
        "phi1": "p.saf, p saf, psaf, phi 1, too low",
        "phi2": "p.tox, p tox, ptox, phi 2, too toxic",
        "cohort size": "cohort, cohorts, cohortsize, size of cohorts, cohort sizes, patients per cohort",
        "maximum": "max, max patients, maximum patients, maximum participants, max participants, "
        "sample size, maximum sample size, max sample size, maximum number of patients, "
        "maximum number of participants, "
        "n, n max, total, total sample size, patients, participants, subjects",
        "eliminate above": "cutoff, elimination cutoff, cutoff.eli, cutoff eli, elimination, eliminate, "
        "overdose control, overly toxic above, safety cutoff, exclude above, exclusion rule",
        "stop with": "n.earlystop, early stopping, early stop, stop at, stopping rule, stop, stopping",
        "toxicity": "dlt, dlts, dlt definition, definition of dlt, dose-limiting toxicity, "
        "dose limiting toxicity, dose-limiting toxicities, toxicities",
        "window": "dlt window, dlt period, dlt observation period, observation period, observation window, "
        "dlt evaluation period, evaluation period, assessment window, dlt assessment window, observation",
    }.items()
    for other in others.split(", ")
}
"""What protocols and packages call a property."""

NO_PROPERTY = {
    other: why
    for others, why in (
        (
            "backfill, backfilling, backfill cohorts, expansion, expansion cohort, dose expansion",
            "Participants who are added to a level that was cleared decide no escalation here.",
        ),
        (
            "accelerated titration, acceleration, titration, run-in, run in, single patient cohorts",
            "Cohorts are of one size for the whole trial; a run-in of single participants is not offered.",
        ),
        (
            "mtd, maximum tolerated dose, rp2d, mtd definition, definition of mtd",
            "The maximum tolerated dose is selected at the end: the level whose estimated rate is nearest "
            "the target.",
        ),
        (
            "boundaries, boundary, lambda, escalation boundary, de-escalation boundary, lambda e, lambda d, "
            "escalation boundaries, decision boundaries, decision rules, decision table",
            "Boundaries follow from the target and the margins; `mgdsl dose table` prints them to compare.",
        ),
        (
            "stagger, staggering, stagger interval, sentinel, dosing interval",
            "Days between participants decide no level; `window` says how long each is observed.",
        ),
    )
    for other in others.split(", ")
}
"""Rules that protocols print beside a design and that no table here follows."""

OTHER_METHODS = {
    "mtpi", "crm", "tite-crm", "tite crm", "blrm", "ewoc", "rolling six", "rolling 6", "i3+3", "tite-boin",
    "tite boin", "boin12", "boin-et", "u-boin", "bf-boin", "keyboard12", "accelerated titration", "ccd",
    "continual reassessment method", "bayesian logistic regression", "three plus three",
    "bayesian logistic regression model", "tite-keyboard", "tite keyboard", "standard", "traditional",
    "bop2", "g3", "pipe", "spm", "ji3+3",
}  # fmt: skip
"""Methods of other rules, some of them with names like those that there are."""

METHODS_TOLD = "Keyboard, mTPI-2 and BOIN"
OTHER_RULES = (
    "Each compares what is observed with a target rate. A 3+3 has none, and other methods compare otherwise: "
    "a table of one would not be the protocol's."
)
INSTEAD = (
    "leave the block out and keep its rules as a comment, `# …`; it changes no verdict. Write "
    "`method: Keyboard` only where the protocol says so"
)
AS_COMMENT = "keep the words as a comment, `# …`, and say beside every table that they are not in it"


def plain_key(key: str) -> str:
    """The key as it is looked up: φ and ϕ are spelled out."""
    return fold(key.replace("φ", "phi").replace("ϕ", "phi"))


def mixed_method(text: str) -> bool:
    """Whether more than a method is named: `accelerated titration followed by BOIN`."""
    return bool(MIXED.search(text))
