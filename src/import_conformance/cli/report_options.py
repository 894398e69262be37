"""Several reports of one run: `--format X --output F` pairs, matched by the order in which they are given."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import click

FORMATS = ("text", "json", "sarif", "github", "github-summary", "gitlab", "rdjsonl")
FORMAT, OUTPUT = "formats", "outputs"
_ORDER = "conformance.order"


class ReportRequest(NamedTuple):
    """A report that a command line asks for; without a file it goes to standard output."""

    format: str = "text"
    output: Path | None = None


class ReportingCommand(click.Command):
    """A command that records the order of its options, which click does not pass on."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse, and record the order of the options."""
        _, _, order = self.make_parser(ctx).parse_args(list(args))
        ctx.meta[_ORDER] = tuple(parameter.name for parameter in order)
        return super().parse_args(ctx, args)


def requested_reports(ctx: click.Context, formats: Iterable[str], outputs: Iterable[Path]) -> tuple[ReportRequest, ...]:
    """Match the formats and files of a command line; text on standard output when it names none.

    Raises:
        click.UsageError: when an output has no format, or two reports would go to one place.
    """
    given: dict[str, Iterator[str | Path]] = {FORMAT: iter(formats), OUTPUT: iter(outputs)}
    options: list[tuple[str, str | Path]] = [
        (name, next(given[name])) for name in ctx.meta.get(_ORDER, ()) if name in given
    ]
    if not any(name == FORMAT for name, _ in options):
        options.insert(0, (FORMAT, "text"))
    requests = tuple(_paired(options))
    _refuse_shared(requests)
    return requests


def _paired(options: Iterable[tuple[str, str | Path]]) -> Iterator[ReportRequest]:
    """Match each output with the format before it, or, where that has one or there is none, with the one after it."""
    form: str | None = None
    output: Path | None = None
    for name, value in options:
        if name == FORMAT:
            if form is not None:
                yield ReportRequest(form, None)
            form = str(value)
        elif output is not None:
            raise click.UsageError(f"two outputs, {output} and {value}, for one --format; name a format before each")
        else:
            output = Path(value)
        if form is not None and output is not None:
            yield ReportRequest(form, output)
            form = output = None
    if output is not None:
        raise click.UsageError(f"--output {output} has no --format of its own; name the format before it")
    if form is not None:
        yield ReportRequest(form, None)


def _refuse_shared(requests: tuple[ReportRequest, ...]) -> None:
    """Refuse two reports in one file, or both on standard output."""
    printed = [request.format for request in requests if request.output is None]
    if len(printed) > 1:
        first, second = printed[:2]
        raise click.UsageError(
            f"{first} and {second} would both go to standard output; say --output FILE after one of the two formats"
        )
    places: dict[str, str] = {}
    for request in requests:
        if request.output is not None:
            place = os.path.realpath(request.output)
            if place in places:
                raise click.UsageError(
                    f"{places[place]} and {request.format} would both be written to {request.output}"
                )
            places[place] = request.format
