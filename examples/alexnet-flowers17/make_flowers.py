"""Makes a data set of the form of Oxford Flowers-17, of flowers that are drawn.

1,360 JPEG files, 80 to each of 17 classes in the order of their names, and three splits of 680,
340 and 340 images in datasplits.mat. The archive of the photographs itself, where you have it,
needs none of this: train.py reads its folder as it is.
"""

from __future__ import annotations

import argparse
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import numpy as np
from PIL import Image
from scipy.io import savemat

from bloom import CLASSES, KINDS, image
from flowers17 import file_name

QUALITY = 90
SPLITS = 3
FINEST = 320
"""Above so many pixels a side an image is drawn at half of its size, and enlarged."""


def make(folder: Path, side: int = 560, per_class: int = 80, seed: int = 17) -> None:
    """Draw all images, and write them with the splits; those that are there stay."""
    (folder / "jpg").mkdir(parents=True, exist_ok=True)
    numbers = range(CLASSES * per_class)
    drawing = partial(draw, folder, side, per_class, seed)
    with ProcessPoolExecutor() as workers:
        for done, _ in enumerate(workers.map(drawing, numbers, chunksize=8), 1):
            if done % 100 == 0 or done == len(numbers):
                print(f"{done} of {len(numbers)} images in {folder}", flush=True)
    savemat(folder / "datasplits.mat", splits(per_class, seed))


def draw(folder: Path, side: int, per_class: int, seed: int, index: int) -> None:
    """Write the image with this index, about so many pixels high and wide."""
    path = folder / "jpg" / file_name(index)
    if path.exists():
        return
    rng = np.random.default_rng([seed, index])
    height, width = (int(side * rng.uniform(0.9, 1.1)) for _ in range(2))
    finer = 2 if side > FINEST else 1  # photographs of this size are no sharper
    drawn = image(KINDS[index // per_class], rng, height // finer, width // finer)
    Image.fromarray(drawn).resize((width, height)).save(path, quality=QUALITY)


def splits(per_class: int, seed: int) -> dict[str, np.ndarray]:
    """Numbers of images, from 1: half of each class for training, a quarter each for the rest."""
    rng = np.random.default_rng(seed)
    half, quarter = per_class // 2, per_class // 4
    found = {}
    for split in range(1, SPLITS + 1):
        order = np.stack(
            [rng.permutation(per_class) + 1 + first * per_class for first in range(CLASSES)]
        )
        found[f"trn{split}"] = order[:, :half].ravel()
        found[f"val{split}"] = order[:, half : half + quarter].ravel()
        found[f"tst{split}"] = order[:, half + quarter :].ravel()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="example:\n  python make_flowers.py flowers17",
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--side", type=int, default=560, help="pixels, on average (%(default)s)")
    parser.add_argument("--per-class", type=int, default=80, help="images (%(default)s)")
    parser.add_argument("--seed", type=int, default=17, help="(%(default)s)")
    options = parser.parse_args()
    make(options.folder, options.side, options.per_class, options.seed)


if __name__ == "__main__":
    main()
