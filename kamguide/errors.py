"""What can go wrong, by cause; every error carries a key and values, never a sentence."""


class KamguideError(Exception):
    """A cause we know: `key` names its sentence in the catalogues, `values` fill it."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key, values)
        self.key = key
        self.values = values

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value!r}" for name, value in self.values.items())
        return f"{self.key} ({details})" if details else self.key


class AnswerError(KamguideError):
    """A reply could not be read; the same question stands."""


class CalculationError(KamguideError):
    """A calculation was given numbers it has no meaning for."""


class FlowError(KamguideError):
    """A flow or one of its files cannot be used."""


class StoreError(KamguideError):
    """Keeping or finding answers failed; what was acknowledged before is safe."""


class ExportError(KamguideError):
    """A plan could not be written to a file."""


class IntakeError(KamguideError):
    """A file from elsewhere cannot be taken in; nothing was changed."""


class UsageError(KamguideError):
    """Something was asked for that cannot be done as things stand."""
