"""A network of our own under the Trainer of Transformers; no model is fetched."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from typing import Any

from transformers import EarlyStoppingCallback, Trainer, TrainerCallback, TrainingArguments
from transformers.trainer_utils import SchedulerType
from transformers.utils import logging

import cnnprov
import torch
from tests.frameworks.trainings import with_torch
from tests.frameworks.trainings.plan import BATCH, Plan, Seen, X, Y

os.environ.setdefault("HF_HUB_OFFLINE", "1")
logging.set_verbosity_error()
logging.disable_progress_bar()

NEEDED: dict[str, dict[str, Any]] = {
    "cosine_with_min_lr": {"min_lr": 0.01},
    "cosine_warmup_with_min_lr": {"min_lr": 0.01},
    "warmup_stable_decay": {"num_decay_steps": 4, "num_stable_steps": 4},
    "polynomial": {"power": 2.0},
    "reduce_lr_on_plateau": {"patience": 0, "threshold": 100},
    "greedy": {"patience": 0, "factor": 0.5},
}


class Network(torch.nn.Module):  # type: ignore[misc]
    def __init__(self) -> None:
        super().__init__()
        self.net = with_torch.network()

    def forward(self, inputs: Any, labels: Any) -> Any:
        logits = self.net(inputs)
        return {"loss": torch.nn.functional.cross_entropy(logits, labels), "logits": logits}


class Rows(torch.utils.data.Dataset):  # type: ignore[misc]
    def __len__(self) -> int:
        return len(X)

    def __getitem__(self, index: int) -> dict[str, Any]:
        return {"inputs": torch.tensor(X[index]), "labels": torch.tensor(Y[index])}


class SeeingTrainer(Trainer):  # type: ignore[misc]
    plan: Plan
    seen: Seen

    def compute_loss(self, model: Any, inputs: Any, *args: Any, **kwargs: Any) -> Any:
        result = super().compute_loss(model, inputs, *args, **kwargs)
        if model.training:
            self.seen.losses.append(float(result[0] if isinstance(result, tuple) else result))
        return result


class Looks(TrainerCallback):  # type: ignore[misc]
    def __init__(self, plan: Plan, seen: Seen) -> None:
        self.plan, self.seen = plan, seen

    def on_pre_optimizer_step(self, args: Any, state: Any, control: Any, **more: Any) -> None:  # noqa: ARG002
        self.seen.rates.append(float(more["optimizer"].param_groups[0]["lr"]))

    def on_step_begin(self, args: Any, state: Any, control: Any, **more: Any) -> None:  # noqa: ARG002
        if self.plan.in_epoch and self.plan.in_epoch[0] == int(state.epoch) + 1:
            self.plan.in_epoch[1]()


class _Trained:
    name = "Transformers"
    told: frozenset[str] = frozenset()
    lacks: dict[str, str] = {}  # noqa: RUF012

    def schedules(self) -> Iterable[str]:
        return [kind.value for kind in SchedulerType]

    def train(self, plan: Plan) -> Seen:
        seen = Seen()
        model = Network()
        directory = plan.directory or tempfile.mkdtemp()
        evaluates = plan.stops_early or plan.schedule in ("reduce_lr_on_plateau", "greedy")
        arguments = TrainingArguments(
            output_dir=str(directory),
            num_train_epochs=(3 if plan.resumes else 0) + plan.epochs,
            per_device_train_batch_size=BATCH,
            learning_rate=plan.rate,
            lr_scheduler_type=plan.schedule or "constant",
            lr_scheduler_kwargs=NEEDED.get(plan.schedule or "", {}),
            warmup_steps=2 if plan.schedule and "warmup" in plan.schedule else 0,
            weight_decay=0.01,
            optim="sgd",
            optim_args="momentum=0.9",
            max_grad_norm=0,
            save_strategy="epoch" if plan.directory else ("best" if evaluates else "no"),
            eval_strategy="epoch" if evaluates else "no",
            metric_for_best_model="eval_loss" if evaluates else None,
            load_best_model_at_end=plan.stops_early,
            logging_steps=STEPS_BETWEEN_LOGS,
            report_to=[],
            disable_tqdm=True,
            use_cpu=True,
            full_determinism=True,
            seed=7,
        )
        callbacks: list[Any] = [Looks(plan, seen)]
        if plan.captured:
            callbacks.append(cnnprov.transformers.Capture("df", steps=plan.steps))
        if plan.stops_early:
            callbacks.append(EarlyStoppingCallback(2, early_stopping_threshold=100))
        trainer = SeeingTrainer(
            model, arguments, train_dataset=Rows(), eval_dataset=Rows(), callbacks=callbacks
        )
        trainer.plan, trainer.seen = plan, seen
        trainer.train(resume_from_checkpoint=True if plan.resumes else None)
        if plan.is_tested:
            seen.test = {"loss": trainer.evaluate()["eval_loss"]}
        seen.weights = with_torch.weights(model)
        return seen


STEPS_BETWEEN_LOGS = 3
TRAINED = _Trained()
