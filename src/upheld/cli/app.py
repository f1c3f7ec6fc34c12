"""The command line's front door: each noun is a module with an `app` of its own."""

from cyclopts import App

from upheld import __version__

app = App(name="upheld", version=__version__, help="The working system of a benefits agency's front line.")
