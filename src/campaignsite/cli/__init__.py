"""The door for people and CI: commands, options, exit codes. Everything it does is done by ``campaignsite.build``.

Exit codes: 0 good; 1 the content has errors, or warnings with ``--strict``; 2 the command line or the configuration is
wrong; 3 a fault of ours; 130 interrupted.
"""

from __future__ import annotations

import os
import sys
import traceback

import click

from campaignsite import __version__
from campaignsite.cli.commands import building, looking, serving, writing

_REPORT = "please report it with the lines above and the output of “campaignsite --version”"


class _InOrder(click.Group):
    """Shows its commands in the order in which somebody new needs them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - as click asks for it
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does it, with the nearest name for one that there is not."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError:
            if args[0].startswith("-"):
                raise
            from campaignsite.model.words.hints import nearest

            near = nearest(args[0], self.commands) or "“campaignsite --help” lists all"
            raise click.UsageError(f"there is no command “{args[0]}”; {near}", ctx) from None


@click.group(cls=_InOrder, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="campaignsite", message="%(prog)s %(version)s")
def campaignsite() -> None:
    """Build the static site of an awareness campaign from Markdown."""


for _command in (
    writing.init,
    writing.new,
    writing.import_,
    serving.serve,
    building.check,
    building.build,
    looking.explain,
    looking.list_,
    looking.diff,
    looking.doctor,
    writing.schema,
    writing.layouts,
    looking.completion,
):
    campaignsite.add_command(_command)


def main() -> None:
    """Run the command line and leave with an exit code; people never see a traceback they did not ask for."""
    for name in ("stdout", "stderr"):  # whoever started us has closed it; to have a build is still what is wanted
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123 - as long as we run
    try:
        campaignsite.main(prog_name="campaignsite", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted; what was published before is untouched", err=True)
        sys.exit(130)
    except BrokenPipeError:  # whoever read our output has gone
        from campaignsite.cli.say import hush

        hush()
        sys.exit(1)
    except Exception as error:  # noqa: BLE001 - the last door: whatever comes here is a fault of ours
        if {"-v", "--verbose"} & set(sys.argv):
            traceback.print_exc()
        if type(error).__name__ == "WorkerError":  # by its name: what makes workers is not loaded for every command
            click.echo(f"{error}\nNothing was published; what was published before is untouched.", err=True)
            sys.exit(3)
        last = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{os.path.basename(last.filename)}:{last.lineno}"  # noqa: PTH119 - a traceback's file name is a text
        click.echo(f"campaignsite {__version__}, Python {sys.version.split()[0]}, {sys.platform}", err=True)
        click.echo(f"a fault of campaignsite itself: {type(error).__name__}: {error} ({where})", err=True)
        click.echo(f"This is not your mistake; {_REPORT} (-v shows more).", err=True)
        sys.exit(3)
