"""The command line: score, train, evaluate, check-data, serve.

Results go to stdout, talk to stderr. Exit status: 0 done, 1 failed, 2 wrong usage.
Heavy imports wait until a command needs them, so that ``--help`` answers at once.
"""

import json
import sys
from functools import wraps
from pathlib import Path
from typing import Any

import click

from . import __version__, paths
from .errors import DataError, DetectorError

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


class _Group(click.Group):
    """Commands whose errors are one clear line each, never a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except DetectorError as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="callrisk")
def main() -> None:
    """Estimate how likely it is that the person on a reported call was not who they were said to be."""


def _needs_incidents(command: Any) -> Any:
    """Give a command the option --data, an incident file, by default the shipped one."""
    option = click.option("--data", type=_FILE, help="Incident file (JSON Lines).  [default: the shipped incidents]")

    @wraps(command)
    def with_data(data: Path | None, **options: Any) -> Any:
        return command(data=data or paths.shipped_incidents(), **options)

    return option(with_data)


_seed = click.option("--seed", type=int, default=0, show_default=True, help="Seed of folds and draws.")


@main.command()
@click.argument("text", required=False)
@click.option("-f", "--file", type=click.File(encoding="utf-8"), help="Read the report from a file; - for stdin.")
@click.option("-e", "--evidence", multiple=True, metavar="FIELD=VALUE", help="Evidence that you know; may be repeated.")
@click.option("--prior", type=float, help="Share of non-authentic calls among your reports.  [default: 0.1]")
@click.option("--as-of", metavar="YYYY-MM-DD", help="Day of the text; nothing depends on it yet.")
@click.option("--model", type=click.Path(path_type=Path), help="Folder of a model.  [default: the current one]")
@click.option("--reader", type=click.Choice(["precise", "fast"]), default="precise", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print the assessment as JSON.")
@click.option("--explain", is_flag=True, help="Print the text too, with what was read marked in it.")
def score(text: str | None, file: Any, evidence: tuple[str, ...], as_json: bool, explain: bool, **options: Any) -> None:
    """Assess the report TEXT (or a file, or stdin).

    \b
    python -m detector score "The singer says the president rang. The Kremlin denies it."
    python -m detector score -e caller_position=denied -e recipient_position=confirmed
    """
    from .detector import Detector
    from .errors import ReportError
    from .terminal import marked, show

    if text is not None and file is not None:
        raise click.UsageError("give TEXT or --file, not both")
    if as_json and explain:
        raise click.UsageError("give --json or --explain, not both; the JSON has the quotes and where they stand")
    report: dict[str, Any] = {"text": text if file is None else _content(file)}
    if report["text"] is None and not evidence and not sys.stdin.isatty():
        report["text"] = sys.stdin.read()
    report |= {"evidence": _evidence(evidence), "prior": options["prior"], "as_of": options["as_of"]}
    detector = Detector.load(options["model"], reader=options["reader"])
    try:
        assessment = detector.score(**report)
    except ReportError as error:
        raise click.UsageError(str(error)) from error
    if as_json:
        click.echo(json.dumps(assessment.as_json(), indent=2, ensure_ascii=False))
        return
    if explain and report["text"]:
        click.echo(marked(report["text"], assessment) + "\n")
    click.echo(show(assessment))


def _content(file: Any) -> str:
    try:
        return str(file.read())
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{file.name} is not text in UTF-8: {error}") from error


def _evidence(given: tuple[str, ...]) -> dict[str, str | int] | None:
    """Turn FIELD=VALUE into evidence; days become numbers."""
    pairs = [item.partition("=") for item in given]
    for field, equals, _ in pairs:
        if not (field and equals):
            raise click.UsageError(f"--evidence wants FIELD=VALUE, not {field!r}")
    return {field: int(value) if value.isdecimal() else value for field, _, value in pairs} or None


@main.command()
@_needs_incidents
@_seed
@click.option("--reader", is_flag=True, help="Fit the readers anew too; takes two hours, and torch.")
def train(data: Path, seed: int, reader: bool) -> None:
    """Retrain on an incident file and promote the new model if it is no worse."""
    from .training import train as run

    folder = paths.own_models()
    done = run(data, folder, seed, readers=reader, say=lambda line: click.echo(line, err=True))
    click.echo("\n".join(done.lines))
    state = "is the current model now" if done.promoted else "is kept, but not promoted: its log loss is worse"
    click.echo(f"{folder / done.version} {state}")


@main.command()
@_needs_incidents
@_seed
@click.option("--reading", is_flag=True, help="Print all tables of reading instead, for both readers.")
def evaluate(data: Path, seed: int, reading: bool) -> None:
    """Print how well the current model reads and weighs texts whose stories it had not seen."""
    from . import incidents, registry
    from .evaluation import cross_validate, reading_table, risk_table

    frame = incidents.load(data)
    model = registry.load(registry.current())
    if reading:
        from .reading_report import report

        click.echo(report(frame, model))
        return
    found = model.unseen.find(frame["text"].tolist(), "precise", model.precise)
    result = cross_validate(frame, found, seed)
    click.echo("Reading, by field (by readers that never saw the story)")
    click.echo(reading_table(result).to_string(float_format="{:.3f}".format))
    click.echo("\nRisk, balanced, at a prior of one half (grouped 5-fold cross-validation)")
    click.echo(risk_table(result).to_string(float_format="{:.3f}".format))


@main.command("check-data")
@click.argument("file", type=_FILE)
def check_data(file: Path) -> None:
    """Name file, line, incident and field of every fault in an incident FILE."""
    from . import incidents

    faults = incidents.check(file)
    click.echo("\n".join([*faults, f"{file}: {len(faults)} fault(s)"]))
    if faults:
        raise DataError(f"{file} has faults; nothing would be taken from it")


@main.command()
@click.option("--host", envvar="HOST", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", envvar="PORT", type=click.IntRange(1, 65_535), default=8000, show_default=True)
@click.option("--workers", type=click.IntRange(1), default=2, show_default=True, help="Processes.")
def serve(host: str, port: int, workers: int) -> None:
    """Serve the page and the API."""
    try:
        from api.serving import run
    except ImportError as error:
        raise click.ClickException(f"{error}; install what serving needs: pip install 'callrisk[serve]'") from error

    run(host, port, workers)
