"""Letters that a blind marker wrote turned back into the names they stand for, on the way out."""

from kamguide.course.marking.sheets import Judgement, Pinned, Sheet
from kamguide.course.marking.veil import Veil
from kamguide.course.marking.works import Work, Works


def named(sheet: Sheet, works: Works) -> Sheet:
    """The same marks, names in the words of one who did not see them; of others as they are."""
    if not sheet.blind:
        return sheet
    plans = {one.id: one for one in works.subjects if one.plan and not one.is_anchor}
    groups = {
        group: _named(judged, _names_of(works.work(plans[group], blind=True)))
        if group in plans
        else judged
        for group, judged in sheet.groups.items()
    }
    return sheet.model_copy(update={"groups": groups})


def _named(judged: dict[str, Judgement], names: Veil) -> dict[str, Judgement]:
    def said(one: Pinned) -> Pinned:
        return one.model_copy(update={"text": names.text(one.text)})

    return {
        line: one.model_copy(
            update={
                "reason": names.text(one.reason),
                "comments": tuple(map(said, one.comments)),
            }
        )
        for line, one in judged.items()
    }


def _names_of(work: Work) -> Veil:
    """What each letter stands for; one that is also the name of a row of the plan is left."""
    answers = work.session.answers
    rows = {row.key for one in work.session.flow.tables for row in answers.rows(one)}
    letters: dict[str, str] = {}
    for name, letter in work.hidden.items():
        if letter not in rows:
            letters.setdefault(letter, name)
    return Veil(letters)
