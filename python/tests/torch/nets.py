"""A tiny network, its examples, and one pass over them."""

from __future__ import annotations

from typing import Any

from torch.utils.data import DataLoader, TensorDataset

import torch

STEPS = 4
BATCH = 8
DATA = TensorDataset(torch.rand(STEPS * BATCH, 6), torch.randint(0, 3, (STEPS * BATCH,)))


def network() -> Any:
    return torch.nn.Sequential(torch.nn.Linear(6, 4), torch.nn.ReLU(), torch.nn.Linear(4, 3))


def loader(**others: Any) -> Any:
    return DataLoader(DATA, batch_size=BATCH, **others)


def loss_of(model: Any, batch: Any) -> Any:
    return torch.nn.functional.cross_entropy(model(batch[0]), batch[1])


def step(model: Any, optimizer: Any, batch: Any) -> float:
    optimizer.zero_grad()
    loss = loss_of(model, batch)
    loss.backward()
    optimizer.step()
    return float(loss)


def one_pass(model: Any, optimizer: Any, batches: Any) -> list[float]:
    return [step(model, optimizer, batch) for batch in batches]
