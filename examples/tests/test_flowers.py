"""The drawn data set: its form, that it can be made again, and how hard it is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from bloom import CLASSES, KINDS, image
from flowers17 import Images, NotFlowers17, load
from linear import accuracy
from make_flowers import make, splits

PER_CLASS = 4


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("flowers")
    make(path, side=40, per_class=PER_CLASS)
    return path


def test_the_folder_is_read_as_the_published_one_is(folder: Path) -> None:
    names = sorted(path.name for path in (folder / "jpg").iterdir())
    assert (names[0], names[-1]) == ("image_0001.jpg", f"image_{CLASSES * PER_CLASS:04}.jpg")
    for split in (1, 2, 3):
        training, test = load(folder, 24, split)
        assert training.pixels.shape == (CLASSES * 3, 24, 24, 3)
        assert np.bincount(training.classes).tolist() == [3] * CLASSES
        assert np.bincount(test.classes).tolist() == [1] * CLASSES
        assert 0 <= training.pixels.min() < training.pixels.max() <= 1


def test_splits_have_half_a_quarter_and_a_quarter_of_each_class() -> None:
    found = splits(80, 17)
    for split in (1, 2, 3):
        parts = [found[f"{part}{split}"] for part in ("trn", "val", "tst")]
        assert [len(part) for part in parts] == [680, 340, 340]
        assert sorted(np.concatenate(parts)) == list(range(1, 1361))
        assert np.bincount((parts[2] - 1) // 80).tolist() == [20] * CLASSES


def test_an_image_is_drawn_alike_each_time_and_no_two_are() -> None:
    first, again, other = (
        image(KINDS[3], np.random.default_rng(seed), 32, 48) for seed in (1, 1, 2)
    )
    assert first.shape == (32, 48, 3)
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_files_vary_in_size_around_the_one_asked_for(folder: Path) -> None:
    sizes = [Image.open(path).size for path in (folder / "jpg").iterdir()]
    assert len(set(sizes)) > 20
    assert np.mean(sizes) == pytest.approx(40, rel=0.05)


def test_a_linear_model_stays_below_0_35() -> None:
    """With 40 images a class for training and 10 for the test, of 24 × 24 pixels."""
    rng = np.random.default_rng(17)
    drawn = [np.stack([image(kind, rng, 24, 24) for _ in range(50)]) / 255 for kind in KINDS]
    classes = np.arange(CLASSES)
    training, test = (
        Images(
            np.concatenate([each[part] for each in drawn]).astype(np.float32),
            np.repeat(classes, len(drawn[0][part])),
        )
        for part in (slice(40), slice(40, None))
    )
    assert 1.5 / CLASSES < accuracy(training, test) < 0.35


def test_a_folder_without_images_says_what_is_expected(tmp_path: Path) -> None:
    with pytest.raises(NotFlowers17, match=r"make_flowers\.py draws some"):
        load(tmp_path, 24)
