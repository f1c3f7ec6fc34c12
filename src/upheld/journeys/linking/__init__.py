"""Linking records: as they arrive, and all that are held at once, by the same model.

`linker` compares what people holds with insight's scorer; `everything` links all of it by insight's engine.
"""
