import typer

from creditworthy.cli.helping import HEADINGS, help_without_command, translate
from creditworthy.language import say, speaking


def page(language: str) -> str:
    app = typer.Typer(rich_markup_mode=None, add_completion=False)

    @app.command(help="Decide on one applicant and say why.")
    def decide(tables: str, out: str = typer.Option("x", help="Folder of imported tables.")) -> None: ...

    with speaking(language):
        command = typer.main.get_command(app)
        translate(command)
        return str(command.get_help(typer.Context(command)))


def test_a_page_in_both_languages() -> None:
    assert "Decide on one applicant" in page("en")
    french = page("fr")
    assert "Décider pour un demandeur" in french
    assert "Dossier des tables importées." in french
    assert "[défaut\xa0: x]" in french
    with speaking("fr"):
        assert "Options :".replace(" ", "\xa0") in french
        assert [heading for heading in HEADINGS if heading in french and say(heading) != heading] == []


def test_a_group_alone_shows_its_help() -> None:
    from typer.testing import CliRunner

    app = typer.Typer(invoke_without_command=True, callback=help_without_command, rich_markup_mode=None)

    @app.command()
    def one() -> None:
        typer.echo("done")

    @app.command()
    def two() -> None: ...

    assert "Commands:" in CliRunner().invoke(app, []).stdout
    assert CliRunner().invoke(app, ["one"]).stdout == "done\n"
