"""What of all that was found is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


class Selection:
    """Chooses hyperparameters and metrics by name; upper and lower case are the same."""

    def __init__(
        self,
        hyperparameters: Mapping[str, object] | Iterable[str] | None,
        metrics: Iterable[str] | None,
        exclude: Iterable[str],
    ) -> None:
        """Take the choices of `Capture`; raises TypeError where a single name came for a list."""
        own = dict(hyperparameters) if isinstance(hyperparameters, Mapping) else {}
        dropped = [name for name, value in own.items() if value is False]
        self._added = {name: value for name, value in own.items() if not isinstance(value, bool)}
        only = None if isinstance(hyperparameters, Mapping) else hyperparameters
        self._hyperparameters = None if only is None else _names(only, "hyperparameters")
        self._metrics = None if metrics is None else _names(metrics, "metrics")
        self._excluded = _names(exclude, "exclude") | _names(dropped, "hyperparameters")

    def hyperparameters(self, found: Mapping[str, object]) -> dict[str, object]:
        """Those of the hyperparameters found that are kept, and the user's own beside them."""
        own = {name.lower() for name in self._added}
        kept = self._kept(found, self._hyperparameters)
        return {name: value for name, value in kept.items() if name.lower() not in own} | (
            self._added
        )

    def metrics(self, found: Mapping[str, object]) -> dict[str, object]:
        """Those of the metrics that are kept."""
        return self._kept(found, self._metrics)

    def _kept(self, found: Mapping[str, object], only: set[str] | None) -> dict[str, object]:
        return {
            name: value
            for name, value in found.items()
            if name.lower() not in self._excluded and (only is None or name.lower() in only)
        }


def _names(given: Iterable[str], argument: str) -> set[str]:
    if isinstance(given, str):
        raise TypeError(f"{argument} takes several names, such as [{given!r}], not {given!r}")
    return {name.lower() for name in given}
