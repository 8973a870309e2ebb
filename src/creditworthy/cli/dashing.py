"""dashboard: decisions, reasons and what would move them, in a browser."""

from typing import Annotated

import typer

from creditworthy.cli.screen import show
from creditworthy.cli.serving import listening
from creditworthy.language import say
from creditworthy.settings import settings

__all__ = ["add_to", "dashboard", "free_port", "streamlit_options"]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("dashboard")(dashboard)


def dashboard(
    service: Annotated[str | None, typer.Option(metavar="URL", help="Address of the service to ask.")] = None,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(min=0, max=65535, metavar="N", help="Port to listen on; 0 takes a free one.")
    ] = 8501,
) -> None:
    """Show decisions and their reasons in a browser until Ctrl-C."""
    from importlib import import_module

    from streamlit.web import bootstrap

    address = service or f"http://{settings().host}:{settings().port}"
    options = streamlit_options(host, free_port(host, port))
    bootstrap.load_config_options(options)
    show(say("Dashboard of the service at {address}", address=address), whole=True)
    show(say("http://{host}:{port}   (Ctrl-C stops)", host=host, port=options["server_port"]), whole=True)
    # Before any session: Altair looks into pandas even where the thread of another session is still importing it.
    import_module("pandas")
    script = str(import_module("creditworthy.dashboard.app").__file__)
    bootstrap.run(script, is_hello=False, args=["--service", address], flag_options=options)


def streamlit_options(host: str, port: int) -> dict[str, object]:
    """Return how Streamlit runs: nothing is told to anybody, nothing is watched, nothing is shown that is not ours.

    >>> streamlit_options("127.0.0.1", 8501)["browser_gatherUsageStats"]
    False
    """
    return {
        "server_address": host,
        "server_port": port,
        "server_headless": True,
        "server_fileWatcherType": "none",
        "browser_gatherUsageStats": False,
        "client_toolbarMode": "minimal",
        "client_showErrorDetails": "none",
        "client_showErrorLinks": False,
        "logger_hideWelcomeMessage": True,
        "global_developmentMode": False,
        "theme_base": "light",
        "theme_primaryColor": "#005f99",
        "theme_baseRadius": "0.4rem",
    }


def free_port(host: str, port: int) -> int:
    """Return a port that nothing listens on: the given one, or any where it is 0.

    Raises
    ------
    InputError
        Where the given one is taken or the address is not this machine's.
    """
    with listening(host, port) as listener:
        return int(listener.getsockname()[1])
