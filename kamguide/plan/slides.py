"""What a review deck is made of: slides, each only data, in no format."""

from datetime import date

from msgspec import Struct

from kamguide.model.text import Lang
from kamguide.plan.blocks import Chart, Cover, Paragraph, Table


class Slide(Struct, frozen=True):
    """One message: `headline` states it in a sentence, all the rest bears it out.

    `section` says in a word what the slide is about. `internal` is a slide whose headline or
    notes alone tell more than a customer should read.
    """

    section: str
    headline: str
    points: tuple[Paragraph, ...] = ()
    visuals: tuple[Table | Chart, ...] = ()
    notes: tuple[str, ...] = ()
    internal: bool = False


class Deck(Struct, frozen=True):
    """A plan as slides, in one language; behind the cover, in the order of a review."""

    lang: Lang
    cover: Cover
    slides: tuple[Slide, ...]
    on: date | None = None
