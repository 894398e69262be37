"""Names that people give to layers, and the order that they suggest.

The words are those of layered, hexagonal and Django applications (Fowler 2002, Cockburn 2005, Django's documentation).
A word whose place depends on the style (`adapters`, `infrastructure`, `core`) is known and suggests no order.
"""

import re

_NUMBERED = re.compile(r"(?P<prefix>l|layer|level|tier)_?(?P<number>\d+)(?:_\w*)?", re.IGNORECASE)
_RANKED = (
    "main cli app asgi wsgi server console management commands cmd bin celery_app entrypoints",
    "api apis routers router routes views viewsets endpoints controllers handlers rest graphql http web pages "
    "presentation ui frontend urls admin middleware",
    "facades presenters serializers forms schemas dto",
    "services service use_cases usecases application workflows tasks jobs orchestration orchestrators signals",
    "engines domain logic rules business",
    "repositories repository repos drivers dao stores storage persistence db database queries",
    "models entities orm tables migrations",
    "utils util common helpers shared lib libs constants const exceptions exception errors error types typing enums "
    "compat logging",
)
RANKS = {word: rank for rank, words in enumerate(_RANKED) for word in words.split()}
_UNRANKED = (
    "adapters adaptors infrastructure infra core runtime managers integrations gateways clients client providers "
    "config settings conf interfaces ports contracts events messaging filters fields templatetags base_models"
)
UNRANKED = frozenset(_UNRANKED.split())
# Folders of parts that stand side by side and should not know each other.
_PLUGINS = (
    "plugins plugin contracts providers integrations components backends extensions contrib modules features domains "
    "apps connectors exporters importers"
)
PLUGINS = frozenset(_PLUGINS.split())
# How many imports a guess from names weighs: names decide where the code hardly does.
PRIOR = 3


def number_of(name: str) -> tuple[str, int] | None:
    """Return the layer that a name like `L5_engines` numbers: (`L5`, 5)."""
    found = _NUMBERED.fullmatch(name)
    return (f"{found['prefix']}{found['number']}", int(found["number"])) if found else None


def is_layer_like(name: str) -> bool:
    """Return whether people call a layer by this name."""
    return number_of(name) is not None or name in RANKS or name in UNRANKED


def is_above(upper: str, lower: str) -> bool:
    """Return whether names suggest that one layer is above another; numbers decide where both have one."""
    numbers = number_of(upper), number_of(lower)
    if numbers[0] and numbers[1]:
        return numbers[0][1] < numbers[1][1]
    return upper in RANKS and lower in RANKS and RANKS[upper] < RANKS[lower]
