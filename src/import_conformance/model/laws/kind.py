"""What there is to know of a kind of law, as one value; only how it is judged is in `rules/`."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from import_conformance.model.base.facts import Wanted
from import_conformance.model.base.law import Law, Selector
from import_conformance.model.language.terms import Key, Keys

Values = dict[str, Any]
"""The values of a law that is being read, by attribute."""
Needs = Iterable[tuple[tuple[Selector, ...], Wanted]]
"""Facts that a law needs besides imports, each with the modules that they are read of; no selector means all."""


class WrittenLaw(Protocol):
    """An entry of the topology, as its author wrote it."""

    @property
    def label(self) -> str:
        """What sentences call it: `ban 'no-now'`."""

    def __contains__(self, key: str) -> bool:
        """Return whether a key is there."""

    def report(self, key: str, sentence: str) -> None:
        """Report a mistake at a key, or at the entry as a whole where it is not there."""

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the strings of a key."""

    def declared_values(self, axis: str, key: str) -> tuple[str, ...]:
        """Return the strings of a key that are values of an axis, and report the others."""


def _nothing(*_: object) -> None:
    """Leave a law as the keys say."""


def _no_facts(_: object) -> Needs:
    return ()


class ReviewCategory(NamedTuple):
    """A group of findings in the review: its key, its title, and what to do where the fixes have nothing in common."""

    key: str
    title: str
    action: str


@dataclass(frozen=True)
class LawKind:
    """A kind of law: loader, schema, reference, `diff`, `explain`, the suite, contracts and the review read it.

    Attributes:
        law: The class of its laws.
        section: The section of the topology; its shape is made of `keys`.
        keys: The keys of an entry.
        sentence: Returns a law as one sentence, given the law and the names of the axes.
        categories: The category of the review for the findings of each rule that judges such laws, by the name of the
            rule; most kinds of law have one rule. The key of a category that others share, or one of its own.
        title: Returns what a law is about in a few words, for its contract.
        test: The function of the pytest suite that has its items.
        check: Reports what only the author of such a law can get wrong, and may complete the values.
        needs: Returns the facts that a law needs.
        page: Returns the page about a law; "" for the page of its rule.
        by_import: Whether each finding is one import statement.
        is_rewritten: Whether a fix is the same substitution everywhere.
        narrowing: The attribute without which a law holds in the whole code base; "" where it must be there.
        short: The key whose values a plain list gives, each for a law of its own; "" where there is no such form.
        own_reader: Whether the section has a form that only a reader of its own knows.
    """

    law: type[Law]
    section: Key
    keys: Keys
    sentence: Callable[[Any, tuple[str, ...]], str]
    categories: Mapping[str, str | ReviewCategory]
    title: Callable[[Any], str]
    test: str = "test_other_law"
    check: Callable[[WrittenLaw, Values], None] = _nothing
    needs: Callable[[Any], Needs] = _no_facts
    page: Callable[[Any], str] = field(default=lambda _: "")
    is_rewritten: Callable[[Any], bool] = field(default=lambda _: False)
    by_import: bool = False
    narrowing: str = ""
    short: str = ""
    own_reader: bool = False

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that judge such laws."""
        return tuple(self.categories)

    def is_narrow(self, law: Law) -> bool:
        """Return whether a law names the modules that it is about."""
        return not self.narrowing or bool(getattr(law, self.narrowing))

    def all_keys(self) -> Iterator[Key]:
        """Yield the keys of an entry, those of a mapping in place of its own key."""
        for key in self.keys.keys:
            yield from key.holds.keys if isinstance(key.holds, Keys) else (key,)
