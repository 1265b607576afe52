"""Whether a patient may be dosed next: eligible by the protocol, not dosed yet, and a level is open."""

from mgdsl.dose.next_dose import NextDose
from mgdsl.dose.trial_data import TrialData
from mgdsl.evaluate.result import Answer, Status, Verdict
from mgdsl.tree import frozen


@frozen
class Candidate:
    """`may`: nothing stands against dosing this patient. `why_not`: every reason against."""

    answer: Answer
    why_not: tuple[str, ...]

    @property
    def may(self) -> bool:
        return not self.why_not


def candidate(answer: Answer, data: TrialData, found: NextDose) -> Candidate:
    """The patient of an answer, given as known at the decision visit."""
    reasons = []
    if answer.verdict is not Verdict.ELIGIBLE:
        against = Status.FAIL if answer.verdict is Verdict.INELIGIBLE else Status.UNKNOWN
        named = ", ".join(each.id or each.title for each in answer.criteria if each.status is against)
        reasons.append(f"{answer.verdict.value}: {named}")
    if answer.id in data.ids:
        reasons.append("treated in this trial already")
    if found.to is None:
        reasons.append("no level is open now")
    return Candidate(answer, tuple(reasons))
