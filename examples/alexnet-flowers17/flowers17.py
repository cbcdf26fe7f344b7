"""Reads a folder of the form of Oxford Flowers-17.

jpg/image_0001.jpg … image_1360.jpg     80 to a class, in the order of their names
datasplits.mat                          trn1, val1, tst1, trn2 …: numbers of images, from 1
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image
from scipy.io import loadmat

CLASSES = 17


class NotFlowers17(ValueError):
    """The folder is none of the form of Flowers-17; says what was expected and what is there."""


@dataclass(frozen=True)
class Images:
    """Pixels from 0 to 1, number × side × side × 3, and the class of each, from 0."""

    pixels: np.ndarray
    classes: np.ndarray


def file_name(index: int) -> str:
    """The name of the image with this index, from 0."""
    return f"image_{index + 1:04}.jpg"


def packed(folder: Path, side: int) -> Path:
    """The file with all images of the folder at this size; it is made where it is missing."""
    path = folder / f"flowers17-{side}.npz"
    if not path.exists():
        files = sorted((folder / "jpg").glob("image_*.jpg"))
        if not files or len(files) % CLASSES:
            raise NotFlowers17(
                f"{folder / 'jpg'} has {len(files)} files image_*.jpg; expected are as many of "
                f"each of {CLASSES} classes (1,360 in all). make_flowers.py draws some."
            )
        pixels = np.stack([_pixels(file, side) for file in files])
        np.savez(path, pixels=pixels, classes=np.repeat(range(CLASSES), len(files) // CLASSES))
    return path


def load(folder: Path, side: int, split: int = 1) -> tuple[Images, Images]:
    """Training images (with those for validation, shuffled) and test images of a split, 1 to 3.

    Raises:
        NotFlowers17: something is missing, or no split has this number.
    """
    with np.load(packed(folder, side)) as file:
        pixels, classes = file["pixels"], file["classes"]
    training = np.concatenate([_numbers(folder, f"{part}{split}") for part in ("trn", "val")])
    training = np.random.default_rng(split).permutation(training)
    return tuple(
        Images(pixels[numbers].astype(np.float32) / 255, classes[numbers])
        for numbers in (training, _numbers(folder, f"tst{split}"))
    )


def _numbers(folder: Path, name: str) -> np.ndarray:
    path = folder / "datasplits.mat"
    if not path.exists():
        raise NotFlowers17(f"{path} is missing: it comes beside the archive of the images")
    splits = loadmat(path)
    if name not in splits:
        raise NotFlowers17(f"{path} has no {name}; expected are trn1, val1, tst1 to tst3")
    return splits[name].ravel().astype(int) - 1


def _pixels(file: Path, side: int) -> np.ndarray:
    with Image.open(file) as image:
        return np.asarray(image.convert("RGB").resize((side, side), Image.Resampling.BILINEAR))
