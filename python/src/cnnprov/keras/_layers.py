"""The rows of iLayers: one for each layer and configuration value."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import keras

_SAID_ALREADY = frozenset({"name", "build_config", "registered_name", "module", "shared_object_id"})


def layer_rows(model: Any) -> Iterator[dict[str, object]]:
    """All layers in the model's order, those of a nested model behind it."""
    for index, (name, layer) in enumerate(_flat(model, "")):
        place = {"index": index, "name": name, "class": type(layer).__name__}
        for attribute, value in _attributes(layer):
            yield {**place, "attribute": attribute, "value": value}


def _flat(model: Any, prefix: str) -> Iterator[tuple[str, Any]]:
    for layer in model.layers:
        name = prefix + layer.name
        yield name, layer
        if isinstance(layer, keras.Model):
            yield from _flat(layer, name + "/")


def _attributes(layer: Any) -> Iterator[tuple[str, str]]:
    if layer.built:
        yield "parameters", str(layer.count_params())
    if isinstance(layer, keras.Model):
        return  # its layers have rows of their own
    try:
        config = layer.get_config()
    except Exception:  # a layer of the user's own need not have one
        return
    yield from _texts("", config)


def _texts(prefix: str, config: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in config.items():
        if value is None or name in _SAID_ALREADY:
            continue
        if isinstance(value, dict) and "class_name" in value:
            yield prefix + name, str(value["class_name"])
            if isinstance(value.get("config"), dict):
                yield from _texts(f"{prefix}{name}.", value["config"])
        else:
            yield prefix + name, _text(value)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, default=str)
