"""No signals of the ORM, and no model that does more than save: journeys/reactions.py says what follows."""

from tests.conventions.reading import functions, imported_names, modules

SIGNALS = (
    "django.db.models.signals",
    "django.dispatch",
    "django.core.signals",
    "django.contrib.auth.signals",
)
SAVING = {"save", "delete", "save_base", "bulk_create", "full_clean"}


class TestWhatFollowsASave:
    def test_no_signal_is_listened_to(self) -> None:
        listened = [
            f"{module}:{line} {name}"
            for module in modules("src/upheld/")
            for name, line in imported_names(module)
            if name.startswith(SIGNALS)
        ]
        assert listened == []

    def test_no_model_does_more_than_save_when_it_is_saved(self) -> None:
        overridden = [
            f"{module}:{function.lineno} {function.name}"
            for module in modules("src/upheld/domains/", "src/upheld/kernel/")
            if "models" in str(module)
            for function in functions(module)
            if function.name in SAVING
        ]
        assert overridden == []
