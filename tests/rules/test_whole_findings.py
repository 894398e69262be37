"""Every field of what the rules say, about one small code base that breaks each kind of law in two ways.

`tests/rules/whole_findings.txt` is what is expected. Of each two laws of a kind, one says all that it can (severity,
because, fix), and the other leaves it to what the rule says by itself.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from import_conformance.judging.vacuity import vacuous
from import_conformance.model.codebase import Fate, SourceFile
from import_conformance.model.finding import Finding
from import_conformance.rules import RULES
from import_conformance.rules.shared.base import Case, Judgement
from tests.support.building import case

EXPECTED = Path(__file__).with_name("whole_findings.txt")
SAID = "severity: critical, because: the reason, fix: the remedy"
LAW = f"""\
layers:
  api: {{modules: "app.{{team}}.api"}}
  core: {{modules: "app.{{team}}.core"}}
  hub: {{modules: app.hub}}
axes:
  team: [pay, stock]
allow:
  - {{edge: api -> core, {SAID}}}
  - core -> core
  - {{edge: core -> hub, kinds: [typing, lazy], {SAID}}}
  - {{edge: api -> hub, kinds: [typing]}}
forbid:
  forbid-said: {{from: core, to: [pickle, app.loose], {SAID}}}
  forbid-unsaid: {{from: api, to: [json, yaml, app.loose]}}
require:
  require-said: {{every: team, must_import: app.hub, {SAID}}}
  require-unsaid: {{every: module, in: api, must_import: [app.hub, core]}}
  writes: {{every: module, when: {{writes_models: 1}}, must_import: app.hub}}
own:
  own-said: {{owner: app.hub, symbols: [now], {SAID}}}
  own-unsaid: {{owner: app.hub, symbols: [Later]}}
  copies: {{owner: app.pay.core, {SAID}}}
  twins: {{between: team}}
ban:
  ban-said: {{calls: [time.time], in: core, use: app.hub.now, {SAID}}}
  ban-unsaid: {{calls: [time.sleep, "time.gmtime()"], methods: [commit], use: app.hub.now}}
  nothing-instead: {{calls: [time.strftime]}}
acyclic:
  acyclic-said: {{over: team, {SAID}}}
  acyclic-unsaid: {{over: package}}
names:
  name-said: {{in: [hub], deny: [h*], {SAID}}}
  name-unsaid: {{in: app, allow: [api, core, "m*"]}}
headers:
  header-said: {{key: Layer, {SAID}}}
  header-unsaid: {{key: Team, required: true}}
quarantine:
  quarantine-said: {{modules: app.loose, {SAID}}}
  quarantine-unsaid: {{modules: app.old, at_most: 1}}
"""
STEPS = "".join(f"def step{n}(a, b):\n    c{n} = a * {n} + b\n    return [c{n}, a, b, {n}]\n" for n in range(8))
CODE = """\
== app/__init__.py
== app/hub.py
# Layer: hub
def now(): ...
class Later: ...
== app/loose.py
from app.old import a
== app/old/__init__.py
== app/old/a.py
import app.hub
== app/old/b.py
== app/models.py
class Bill(Base):
    __tablename__ = 'bill'
class Item(Base):
    __tablename__ = 'item'
== app/pay/__init__.py
== app/pay/api.py
import app.stock.core, app.loose
import json.decoder

def f():
    import yaml
    import app.hub
== app/pay/core.py
# Layer: api
import pickle
import app.pay.api
import app.hub
import app.gone, app.hubb
[steps]
== app/stock/api.py
# Team: api
from app.stock import core
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    import app.pay.core
from ....far import x
== app/stock/core.py
# Layer: core
import time
from app import loose
from app.pay import core
time.time()
[steps]
def now(session):
    time.sleep(1)
    x = time.gmtime()
    y = time.gmtime(0)
    session.commit()
    return time.time
== app/stock/writer.py
from app.models import Bill, Item
from time import *
class Later:
    now = 1
def f(session, x):
    session.add(Bill())
    session.add(Item())
    session.add(x)
    strftime('x')
== app/lost/core.py
"""
SOURCES = dict(part.replace("[steps]\n", STEPS).split("\n", 1) for part in CODE.split("== ")[1:])
UNREAD = (
    SourceFile("app/a.py", Fate.SHADOWED, "app.a", "a reason"),
    SourceFile("app/b.py", Fate.UNPARSABLE, "app.b", "a reason", 3, 7),
    SourceFile("app/c.pyi", Fate.NOT_IMPORTABLE, None, "a reason"),
)


def given() -> Case:
    """Return the law and the code, with files that cannot be read."""
    read = case(LAW, SOURCES)
    return Case(read.topology, replace(read.codebase, files=(*read.codebase.files, *UNREAD)))


def dump(judgement: Judgement) -> Iterator[str]:
    """Yield every field of a judgement, line by line."""
    place = f"{judgement.position.line}:{judgement.position.column}"
    yield f"{judgement.rule}.{judgement.id} {judgement.severity} {place} {judgement.subjects}"
    yield from (f"  ! {problem}" for problem in judgement.problems)
    for finding in judgement.findings:
        yield from dump_finding(finding)


def dump_finding(f: Finding) -> Iterator[str]:
    """Yield every field of a finding, line by line."""
    law = f"{f.rule}.{f.law} {f.severity} {f.law_line}"
    yield f"  {f.path}:{f.line}:{f.column} {f.module} {f.kind} {law} {f.confidence}"
    yield f"    {f.message}"
    yield f"    because {f.because!r}; fix {f.fix!r}"
    yield f"    {f.identity!r} of {f.subject!r}, layer {f.layer!r}, {dict(f.axes)}, {dict(f.details)}"
    yield from (f"    see {other.path}:{other.line} {other.module}: {other.note}" for other in f.related)


def test_every_field_of_every_finding_is_as_expected() -> None:
    """The judgements of all rules, with each field of each finding, are the expected ones."""
    judged = given()
    lines = [line for rule in RULES for judgement in rule(judged) for line in dump(judgement)]

    assert [*lines, *map(str, vacuous(judged))] == EXPECTED.read_text(encoding="utf-8").splitlines()
