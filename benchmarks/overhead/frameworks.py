"""One training in a framework, with steps of a known length, captured; writes what capture cost.

    python frameworks.py TOOL UNITS SECONDS KIND

TOOL is torch, lightning, transformers or keras; UNITS the steps of an epoch, each of SECONDS; KIND
is steps (one epoch, each of its steps is captured) or epochs (six of them).

Counted is every call through which a framework enters the library, and the thread that gives signs
of life, from the second step to the last: what comes before is the start. Other processes are
counted in the second half, when all have started.
"""

from __future__ import annotations

import functools
import json
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from training import Beside, computing

BATCH, INPUTS = 8, 16
EPOCHS = {"steps": 1, "epochs": 6}


class Meter:
    """Works in each step, and measures what capture takes between the steps."""

    def __init__(self, steps: int, seconds: float) -> None:
        self._work = computing(seconds)
        self._steps = steps
        self._thread_before = 0.0
        self._done = 0
        self._inside = False
        self._calls: list[float] = []
        self._began = 0.0
        self._beside = Beside()
        self.result: dict[str, float] = {}

    def step(self) -> None:
        """What a step does beside the framework's own work."""
        self._done += 1
        if self._done == 2:
            self._calls.clear()
            self._thread_before = _seconds_of_our_thread()
            self._began = time.perf_counter()
        elif self._done == self._steps // 2:
            self._beside.begin()
        elif self._done == self._steps:
            self._finish()
        self._work()

    def timed(self, call: Callable[..., Any]) -> Callable[..., Any]:
        """The call, counted unless it is within another one."""
        clock = time.perf_counter

        @functools.wraps(call)
        def measured(*args: Any, **kwargs: Any) -> Any:
            if self._inside:
                return call(*args, **kwargs)
            self._inside = True
            clock()  # with cold caches its first reading takes as long as a short call
            began = clock()
            try:
                return call(*args, **kwargs)
            finally:
                self._calls.append(clock() - began)
                self._inside = False

        return measured

    def watch_capture(self) -> None:
        """Count the guarded calls of all modules of the library that are imported by now."""
        from cnnprov import _failsafe

        guarded, guard = _failsafe.never_raises(lambda: None).__code__, _failsafe.never_raises  # type: ignore[attr-defined]
        for name, module in list(sys.modules.items()):
            if not name.startswith("cnnprov"):
                continue
            classes = [each for each in vars(module).values() if isinstance(each, type)]
            for owner in (module, *(each for each in classes if each.__module__ == name)):
                for attribute, value in list(vars(owner).items()):
                    if getattr(value, "__code__", None) is guarded:
                        setattr(owner, attribute, self.timed(value))
            if hasattr(module, "never_raises"):  # what is guarded later
                vars(module)["never_raises"] = lambda call: self.timed(guard(call))
        if "cnnprov.torch._observed" in sys.modules:  # guards itself
            from cnnprov.torch import _observed

            vars(_observed)["_tell"] = self.timed(_observed._tell)
            self._watch_hooks("register_step_pre_hook", "register_step_post_hook")

    def _watch_hooks(self, *registering: str) -> None:
        """Count the library's hooks around the steps of PyTorch's optimizers."""
        from torch.optim import Optimizer

        def timed(register: Callable[..., Any]) -> Callable[..., Any]:
            @functools.wraps(register)
            def registered(optimizer: Any, hook: Callable[..., Any]) -> Any:
                is_ours = hook.__module__.startswith("cnnprov")
                return register(optimizer, self.timed(hook) if is_ours else hook)

            return registered

        for name in registering:
            setattr(Optimizer, name, timed(getattr(Optimizer, name)))

    def _finish(self) -> None:
        wall = time.perf_counter() - self._began
        calls = sorted(self._calls)
        self.result = {
            "wall": wall,
            "steps": self._steps - 1,
            "in_calls": sum(calls),
            "median": calls[len(calls) // 2],
            "p99": calls[min(len(calls) - 1, len(calls) * 99 // 100)],
            "worst": calls[-1],
            "threads_cpu": _seconds_of_our_thread() - self._thread_before,
            "beside_share": self._beside.share(),
        }


def _seconds_of_our_thread() -> float:
    """The processor time of the heartbeat's thread; the framework's own work beside it."""
    (thread,) = (each for each in threading.enumerate() if each.name == "cnnprov-heartbeat")
    spent = Path(f"/proc/self/task/{thread.native_id}/schedstat").read_text()
    return int(spent.split()[0]) / 1e9


def torch_rows(steps: int) -> Any:
    """Random inputs and targets for so many batches."""
    import torch

    torch.set_num_threads(1)
    return torch.utils.data.TensorDataset(
        torch.rand(steps * BATCH, INPUTS), torch.rand(steps * BATCH, 1)
    )


def torch_network() -> Any:
    """A network that takes no time beside the step's work."""
    from torch import nn

    return nn.Sequential(nn.Linear(INPUTS, INPUTS), nn.ReLU(), nn.Linear(INPUTS, 1))


def train_torch(meter: Meter, steps: int, kind: str) -> None:
    """A plain loop."""
    import cnnprov.torch
    import torch

    model = torch_network()
    optimizer = torch.optim.Adam(model.parameters())
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 1)
    loader = torch.utils.data.DataLoader(torch_rows(steps), batch_size=BATCH)
    meter.watch_capture()
    with cnnprov.torch.capture("overhead", model, optimizer, steps=kind == "steps"):
        for _ in range(EPOCHS[kind]):
            for inputs, targets in loader:
                meter.step()
                optimizer.zero_grad()
                torch.nn.functional.mse_loss(model(inputs), targets).backward()
                optimizer.step()
            scheduler.step()


def train_lightning(meter: Meter, steps: int, kind: str) -> None:
    """A module of Lightning."""
    import lightning.pytorch as pl

    import cnnprov.lightning
    import torch

    class Module(pl.LightningModule):
        def __init__(self) -> None:
            super().__init__()
            self.net = torch_network()

        def training_step(self, batch: Any, index: int) -> Any:
            meter.step()
            loss = torch.nn.functional.mse_loss(self.net(batch[0]), batch[1])
            self.log("train_loss", loss)
            return loss

        def configure_optimizers(self) -> Any:
            return torch.optim.Adam(self.parameters())

    meter.watch_capture()
    trainer = pl.Trainer(
        max_epochs=EPOCHS[kind],
        callbacks=[cnnprov.lightning.Capture("overhead", steps=kind == "steps")],
        accelerator="cpu",
        logger=False,
        enable_checkpointing=False,
        enable_progress_bar=False,
        enable_model_summary=False,
    )
    trainer.fit(Module(), torch.utils.data.DataLoader(torch_rows(steps), batch_size=BATCH))


def train_transformers(meter: Meter, steps: int, kind: str) -> None:
    """The Trainer of Transformers."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    from transformers import Trainer, TrainingArguments

    import cnnprov.transformers
    import torch

    class Network(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.net = torch_network()

        def forward(self, inputs: Any, labels: Any) -> Any:
            meter.step()
            return {"loss": torch.nn.functional.mse_loss(self.net(inputs), labels)}

    meter.watch_capture()
    arguments = TrainingArguments(
        output_dir=tempfile.mkdtemp(),
        num_train_epochs=EPOCHS[kind],
        per_device_train_batch_size=BATCH,
        save_strategy="no",
        report_to=[],
        disable_tqdm=True,
        use_cpu=True,
    )
    rows = [{"inputs": inputs, "labels": labels} for inputs, labels in torch_rows(steps)]
    callbacks = [cnnprov.transformers.Capture("overhead", steps=kind == "steps")]
    Trainer(Network(), arguments, train_dataset=rows, callbacks=callbacks).train()


def train_keras(meter: Meter, steps: int, kind: str) -> None:
    """`fit` of Keras, on the backend that KERAS_BACKEND names."""
    import numpy as np

    import cnnprov.keras
    import keras

    class Work(keras.callbacks.Callback):
        def on_train_batch_begin(self, batch: int, logs: Any = None) -> None:
            meter.step()

    layers = keras.layers
    model = keras.Sequential(
        [layers.Input((INPUTS,)), layers.Dense(INPUTS, activation="relu"), layers.Dense(1)]
    )
    model.compile("adam", "mse", metrics=["mae", "mape", "cosine_similarity"])
    meter.watch_capture()
    model.fit(
        np.random.rand(steps * BATCH, INPUTS),
        np.random.rand(steps * BATCH, 1),
        batch_size=BATCH,
        epochs=EPOCHS[kind],
        verbose=0,
        callbacks=[cnnprov.keras.Capture("overhead", steps=kind == "steps"), Work()],
    )


TRAININGS = {
    "torch": train_torch,
    "lightning": train_lightning,
    "transformers": train_transformers,
    "keras": train_keras,
}


def main(tool: str, steps: int, seconds: float, kind: str) -> None:
    """Train, and write what was measured to the file OVERHEAD_RESULT."""
    meter = Meter(steps * EPOCHS[kind], seconds)
    TRAININGS[tool](meter, steps, kind)
    Path(os.environ["OVERHEAD_RESULT"]).write_text(json.dumps(meter.result))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), sys.argv[4])
