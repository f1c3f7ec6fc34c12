"""The command line's front door: each noun is a module, loaded only when it is asked for."""

from cyclopts import App

from upheld import __version__

app = App(
    name="upheld",
    version=__version__,
    help="""The working system of a benefits agency's front line.

    To see it work: upheld demo. When something is wrong: upheld doctor.

    Add --debug to any command to see the details of an error.
    """,
    result_action="return_value",
)

_COMMANDS = {
    "demo:demo": "Build a believable agency of invented people, and serve it.",
    "serve:serve": "Serve the pages, and work in the background, until Ctrl-C.",
    "worker:worker": "Only work in the background.",
    "migrate:migrate": "Make the tables of the database, or bring them up to date.",
    "doctor:doctor": "Say what is wrong, and how to mend it.",
    "backup:app": "Back up all that Upheld holds, encrypted; make keys for it.",
    "restore:restore": "Put back what a backup holds, and check it.",
    "audit:app": "Check that the record of what happened is whole.",
    "partitions:app": "The parts by month of the records: list, make and detach them.",
    "events:app": "See, and try again, what could not follow an event.",
    "packs:app": "Policy as data: list the packs, and check one.",
    "retention:app": "What is kept for how long: what is due to be erased, and what was.",
    "offices:app": "The offices of the agency, and their teams.",
    "staff:app": "People who work for the agency, and what they may do.",
    "imports:app": "Take in what other systems hold: people, and logs of cases.",
    "link:app": "Which records are about one person: how sure, why, and how well that works.",
    "measure:app": "Say how well it goes: each log, and each standard by month.",
}

_NAMES = {"imports:app": "import"}
"""Where a word is taken by Python itself."""

for _place, _help in _COMMANDS.items():
    app.command(f"upheld.cli.{_place}", name=_NAMES.get(_place, _place.partition(":")[0]), help=_help)
