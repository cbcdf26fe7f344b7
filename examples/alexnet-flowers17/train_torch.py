"""Trains AlexNet with PyTorch: the same dataflow and questions as train.py's."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import cnnprov
import cnnprov.torch
import flowers17
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset
from variants import CLASSES, MOMENTUM, VARIANTS, Variant

EXAMPLE = "example:\n  python train_torch.py flowers17 --variant small --epochs 25 --save weights"


def network(variant: Variant) -> nn.Sequential:
    """The network of alexnet.py."""
    layers: list[nn.Module] = []
    for each in variant.convolutions:
        padding = each.kernel // 2 if each.padding == "same" else 0
        layers += [nn.LazyConv2d(each.filters, each.kernel, each.stride, padding), nn.ReLU()]
        layers += [nn.MaxPool2d(2)] if each.pooled else []
        layers += [nn.LazyBatchNorm2d(momentum=1 - MOMENTUM)]
    layers.append(nn.Flatten())
    for units in variant.dense:
        layers += [nn.LazyLinear(units), nn.ReLU(), nn.Dropout(variant.dropout)]
        layers += [nn.LazyBatchNorm1d(momentum=1 - MOMENTUM)]
    model = nn.Sequential(*layers, nn.LazyLinear(CLASSES))
    model(torch.zeros(2, 3, variant.side, variant.side))  # tells the lazy ones their sizes
    return model


def loader(images: flowers17.Images, part: slice, batch: int, *, shuffled: bool) -> DataLoader:
    """Batches of a part of the images, channels first."""
    pixels = torch.from_numpy(images.pixels[part]).permute(0, 3, 1, 2).contiguous()
    classes = torch.from_numpy(images.classes[part]).long()
    return DataLoader(TensorDataset(pixels, classes), batch, shuffle=shuffled)


def train(model: nn.Module, batches: DataLoader, optimizer: torch.optim.Optimizer) -> float:
    """One epoch; its accuracy."""
    model.train()
    right = 0
    for pixels, classes in batches:
        optimizer.zero_grad()
        scores = model(pixels)
        nn.functional.cross_entropy(scores, classes).backward()
        optimizer.step()
        right += int((scores.argmax(dim=1) == classes).sum())
    return right / len(batches.dataset)


@torch.no_grad()
def measured(model: nn.Module, batches: DataLoader) -> tuple[float, float]:
    """Loss and accuracy without training."""
    model.eval()
    loss, right = 0.0, 0
    for pixels, classes in batches:
        scores = model(pixels)
        loss += float(nn.functional.cross_entropy(scores, classes, reduction="sum"))
        right += int((scores.argmax(dim=1) == classes).sum())
    return loss / len(batches.dataset), right / len(batches.dataset)


def options() -> argparse.Namespace:
    """What is asked for on the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__,
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", type=Path, help="with jpg/ and datasplits.mat")
    parser.add_argument("--variant", choices=VARIANTS, default="published")
    parser.add_argument("--epochs", type=int, default=50, help="(%(default)s)")
    parser.add_argument("--batch", type=int, default=64, help="(%(default)s)")
    parser.add_argument("--rate", type=float, default=0.001, help="(%(default)s)")
    parser.add_argument("--factor", type=float, default=0.5, help="(%(default)s)")
    parser.add_argument("--period", type=int, default=10, help="epochs (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="(%(default)s)")
    parser.add_argument("--slow", type=int, metavar="EPOCH", help="later epochs take 2 s longer")
    parser.add_argument(
        "--until", type=Path, metavar="FILE", help="end after the epoch that finds this file"
    )
    parser.add_argument("--save", type=Path, metavar="DIR", help="write the weights there")
    return parser.parse_args()


def main() -> None:
    asked = options()
    torch.manual_seed(asked.seed)
    variant = VARIANTS[asked.variant]
    images, test = flowers17.load(asked.folder, variant.side)
    held = len(images.pixels) - len(images.pixels) // 5
    batches = loader(images, slice(held), asked.batch, shuffled=True)
    validation = loader(images, slice(held, None), asked.batch, shuffled=False)
    model = network(variant)
    optimizer = torch.optim.Adam(model.parameters(), asked.rate)
    schedule = torch.optim.lr_scheduler.StepLR(optimizer, asked.period, asked.factor)
    own = {"dropout": variant.dropout, "num_epochs": asked.epochs}
    with cnnprov.torch.capture("alexnet-df", model, optimizer, hyperparameters=own) as run:
        run.file(flowers17.packed(asked.folder, variant.side), role="input")
        for epoch in range(1, asked.epochs + 1):
            accuracy = train(model, batches, optimizer)
            val_loss, val_accuracy = measured(model, validation)
            run.epoch(accuracy=accuracy, val_loss=val_loss, val_accuracy=val_accuracy)
            print(f"epoch {epoch}: accuracy {accuracy:.4f}, validation {val_accuracy:.4f}")
            if asked.save and epoch % asked.period == 0:
                asked.save.mkdir(parents=True, exist_ok=True)
                torch.save(model.state_dict(), asked.save / f"weights-{epoch:02}.pt")
            if asked.slow is not None and epoch > asked.slow:
                time.sleep(2)
            if asked.until and asked.until.exists():
                break
            schedule.step()
        loss, accuracy = measured(model, loader(test, slice(None), asked.batch, shuffled=False))
        run.test(loss=loss, accuracy=accuracy)


if __name__ == "__main__":
    main()
