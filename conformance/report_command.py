"""What `report` does, apart from its options: judge, review, write."""

from pathlib import Path

from conformance.commands import CONFORMS, Target, open_session, show, write
from conformance.model.facts import Wanted
from conformance.plan_command import order
from conformance.reporting.review import json_format, markdown
from conformance.reporting.review.content import review
from conformance.reporting.review.values import Report

FORMATS = {"markdown": markdown.render, "json": json_format.render}


def report(target: Target, form: str, output: Path | None) -> int:
    """Write the architecture review; that the code has gaps is its content, not its failure."""
    text = FORMATS[form](reviewed(target))
    if output:
        write(output, text)
    else:
        show(text)
    return CONFORMS


def reviewed(target: Target) -> Report:
    """The review of what a command is about, the figures of its waves simulated."""
    session = open_session(target, Wanted(headers=True))
    work, _ = order(session.topology, session.material, session.codebase, session.verdict.findings)
    return review(session.topology, session.codebase, session.verdict, work)
