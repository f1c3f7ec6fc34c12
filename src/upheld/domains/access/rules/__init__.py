"""The rules of access. Pure: each refusal's docstring is the sentence that people read."""
