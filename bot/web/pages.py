"""Pages: Jinja templates that escape everything, beside the files they use."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.templating import Jinja2Templates

_HERE = Path(__file__).parent


def templates() -> Jinja2Templates:
    """The templates of this folder; a missing value is an error, never an empty place."""
    env = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return Jinja2Templates(env=env)


def static_files() -> Mount:
    """Style and script, served from here alone."""
    return Mount("/static", StaticFiles(directory=_HERE / "static"), name="static")
