"""`upheld packs`: the policy of each agency, as data."""

from pathlib import Path

from cyclopts import App

from upheld.policy import check_pack, list_packs

app = App(name="packs", help="Policy as data: one pack for each agency.")


@app.command(name="list")
def list_() -> None:
    """List the packs that come with Upheld."""
    for name in list_packs():
        print(name)


@app.command
def check(path: str) -> int:
    """Check a pack, and say for each problem where it is and how to mend it. Ends with 1 if there is one.

    :param path: The pack's folder, or the name of one that comes with Upheld.
    """
    problems = check_pack(path)
    for problem in problems:
        print(f"{problem.file}:{problem.line}: {problem.message}\n    {problem.remedy}")
    name = Path(path).name
    if problems:
        number = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        print(f"{number} in {name}. Nothing uses it until they are mended.")
    else:
        print(f"{name} is in order.")
    return 1 if problems else 0
