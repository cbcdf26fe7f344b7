"""DenseED's sizes."""

from __future__ import annotations

import keras
import pytest

import densed
from densed import PUBLISHED_PARAMETERS, Configuration, nearest, network, parameters


@pytest.mark.parametrize(("growth", "depth", "blocks"), [(4, 2, 1), (5, 3, 3), (8, 2, 5)])
def test_parameters_are_counted_as_keras_does(growth: int, depth: int, blocks: int) -> None:
    configuration = Configuration(growth, depth, blocks)
    assert parameters(configuration) == network(32, configuration).count_params()


def test_the_output_is_as_large_as_the_input() -> None:
    model = network(32, Configuration(4, 2))
    assert model.output_shape == (None, 32, 32, 1)
    kinds = [type(layer) for layer in model.layers]
    assert kinds.count(keras.layers.Concatenate) == 3 * 2
    assert kinds.count(keras.layers.Conv2DTranspose) == 2


def test_the_nearest_configuration_is_within_a_hundredth_of_the_published() -> None:
    count, best = nearest()[0]
    assert count == parameters(best)
    assert abs(count / PUBLISHED_PARAMETERS - 1) < 0.01


def test_an_even_number_of_blocks_is_refused() -> None:
    with pytest.raises(ValueError, match="must be odd, not 2"):
        Configuration(16, 4, blocks=2)


def test_the_dense_block_is_domain_data() -> None:
    encoder, block, decoder = densed.tasks(Configuration(24, 4), 64)
    assert (block.input, block.used["K"], block.used["L"]) == ("iDenseBlock", 24, 4)
    assert encoder.produced == {"x1": 16, "x2": 16} == block.produced
    assert decoder.produced == {"x1": 64, "x2": 64}
