"""What a rule says when it is broken: the docstring of the exception is the message that a person reads."""

import inspect


class RuleBroken(Exception):
    """This cannot be done, because a rule of the service would be broken."""

    def __init__(self, message: str | None = None, /, **facts: object) -> None:
        """Say `message`, or else the docstring of the class with `facts` put in place of its {placeholders}.

        The facts stay readable as `error.facts`. Put no personal data in them: messages are logged.
        """
        docstring = " ".join(inspect.cleandoc(type(self).__doc__ or type(self).__name__).split())
        super().__init__(docstring.format(**facts) if message is None else message)
        self.facts = facts


class NotFound(RuleBroken):
    """We could not find that. It may have been closed or moved, or may lie outside the work that you see."""
