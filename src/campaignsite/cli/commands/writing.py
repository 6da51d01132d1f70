"""The commands that write files of a site for an editor to go on with."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Literal

import click

from campaignsite.cli.commands.looking import TYPES
from campaignsite.cli.commands.values import Choice, one_title

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def _layouts(context: click.Context, parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    from campaignsite.cli.completion import layouts as found

    return found(context, parameter, begun)


def _zones(context: click.Context, parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    from campaignsite.cli.completion import zones as found

    return found(context, parameter, begun)


@click.command()
@click.argument("layout", required=False, shell_complete=_layouts)
@click.argument("pieces", nargs=-1, metavar="[PIECE]...")
@click.option("--copy", is_flag=True, help="Write it to the site's layouts/, where it takes the theme's place.")
@click.option("--site", type=click.Path(), metavar="DIR", help="The site's folder.")
@click.option("--format", "form", type=Choice(["text", "json"]), default="text", help="How to list.")
def layouts(layout: str | None, pieces: tuple[str, ...], copy: bool, site: str | None, form: str) -> None:
    """List the theme's layouts, print one, or copy it to change it.

    LAYOUT is one of them, such as item.html. PIECE is a block or macro of it: then only that is printed or copied, and
    the theme keeps the rest.
    """
    from campaignsite.cli.layouts import layouts as shown

    sys.exit(shown(name=layout, pieces=pieces, copy=copy, site=site, form=form))


@click.command()
@click.argument("folder", type=click.Path(), metavar="DIR")
@click.option("--title", metavar="TEXT", help="The campaign's name. [default: the folder's name]")
@click.option("--language", "languages", metavar="TAG", multiple=True, help="May be given again. [default: en]")
@click.option(
    "--timezone",
    shell_complete=_zones,
    metavar="NAME",
    help="Such as America/Toronto. [default: UTC; where it is asked, that of this computer]",
)
@click.option("--base-url", metavar="URL", help="Where the site will be. [default: https://example.org/]")
@click.option("--yes", is_flag=True, help="Ask nothing: take the defaults for what is not said.")
@click.option("--now", metavar="ISO-DATETIME", help="Write as if it were this moment.")
def init(folder: str, **options: Any) -> None:
    """Make a new site in DIR that builds at once.

    DIR is a folder that is new or empty; . is the one where you are. What is not said is asked, when somebody is there
    to answer.
    """
    from campaignsite.cli.init import init as made

    sys.exit(made(folder, **options))


@click.command()
@click.argument("kind", type=Choice(TYPES), metavar="TYPE")
@click.argument("title", nargs=-1, required=True, metavar="TITLE", callback=one_title)
@click.option("--lang", default="", metavar="TAG", help="One of the site's languages. [default: the first one]")
@click.option("--event", default="", metavar="NAME", help="The event that it belongs to.")
@click.option(
    "--date", default="", metavar="DATE", help="When it is issued: 2026-07-30, 2026-07, --07-30. [default: today]"
)
@click.option("--name", default="", metavar="NAME", help="The file's name, where it is not to be made from the title.")
@click.option("--site", type=click.Path(), metavar="DIR", help="The site's folder.")
@click.option("--now", metavar="ISO-DATETIME", help="Write as if it were this moment.")
def new(*, site: str | None, now: str | None, **wanted: str) -> None:
    """Write a commented file of a TYPE, in the right folder.

    TYPE is conference, world-day, results, release, resource, page, agency, event or boilerplate. Every key that it may
    have is explained; what must be filled in is marked. It is a draft until you take that line out.

    A translation has the name of the original: campaignsite new page "À propos" --lang fr --name about
    """
    from campaignsite.build.starting import New
    from campaignsite.cli.new import new as written

    sys.exit(written(New(**wanted), site=site, now=now))


@click.command("import")
@click.argument("file")
@click.option(
    "--type",
    "kind",
    type=Choice(["conference", "world-day", "results", "release"]),
    help="What it becomes. [default: guessed from what it says]",
)
@click.option("--lang", metavar="LANG", help="Its language. [default: guessed, among the site's]")
@click.option("--site", type=click.Path(), metavar="DIR", help="The site's folder.")
@click.option(
    "--to",
    metavar="PATH",
    help="Where the draft goes, such as content/releases/name.md. [default: made from type and title]",
)
@click.option("--format", "form", type=Choice(["text", "json"]), default="text", help="How to report.")
def import_(file: str, **options: Any) -> None:
    """Make a draft of a release that somebody sent.

    FILE is a plain text, a Word file (.docx), an HTML page, or an e-mail (.eml); “-” reads from standard input.

    All of its words are kept. What is not certain is marked in the draft with “CHECK:”, and listed.
    """
    from campaignsite.cli.importing import import_file

    sys.exit(import_file(file=file, **options))


@click.command()
@click.option("--format", "form", type=Choice(["json", "decap"]), default="json", help="What for: see above.")
@click.option(
    "--output",
    type=click.Path(),
    metavar="PATH",
    help="Where to write: a folder for schemas, a file for decap. [default: .vscode/campaignsite/]",
)
@click.option("--check", is_flag=True, help="Write nothing; fail (1) when what lies there is not current.")
@click.option("--backend", type=Choice(["github", "gitlab"]), help="Where the CMS saves. [default: github]")
@click.option("--repo", "repository", metavar="OWNER/NAME", help="The repository that the CMS saves to.")
@click.option("--site", type=click.Path(), metavar="DIR", help="The site's folder.")
def schema(
    *,
    form: Literal["json", "decap"],
    output: str | None,
    check: bool,
    backend: str | None,
    repository: str | None,
    site: str | None,
) -> None:
    """Write JSON Schemas for editors, or the forms of a CMS.

    --format json writes a schema for the front matter of each type and one for campaignsite.yaml, which know the
    names of the site's own agencies, events, results and standing texts.

    --format decap writes a configuration for Sveltia CMS or Decap CMS.
    """
    from campaignsite.cli.schema import schema as written

    sys.exit(written(site=site, form=form, output=output, check=check, backend=backend, repository=repository))
