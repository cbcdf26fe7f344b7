"""What is asked while the network of train.py learns, and what the answers must look like."""

from __future__ import annotations

import math
from dataclasses import dataclass

DATAFLOW = "digits"
EPOCHS = 20
ADAPTATIONS = [(1, 0.001, 6), (2, 0.0005, 11), (3, 0.00025, 16)]
"""Number, new learning rate, first epoch trained with it: the rate is halved every five epochs."""

Answer = list[tuple[float, ...]]


@dataclass(frozen=True)
class Question:
    """A question in words and in SQL."""

    number: int
    words: str
    sql: str


QUESTIONS = [
    Question(
        1,
        "What is the accuracy of the epochs executed until now?",
        f"""select epoch, accuracy, elapsed_seconds
from "{DATAFLOW}".training_epoch
order by epoch""",
    ),
    Question(
        2,
        "Loss and elapsed time of each epoch, newest epoch first",
        f"""select epoch, elapsed_seconds, loss
from "{DATAFLOW}".training_epoch
order by epoch desc""",
    ),
    Question(
        3,
        "How long did each epoch take?",
        f"""select epoch, elapsed_seconds
from "{DATAFLOW}".training_epoch
order by epoch""",
    ),
    Question(
        4,
        "How long did the epoch with the lowest training loss take?",
        f"""select epoch, elapsed_seconds, loss
from "{DATAFLOW}".training_epoch
where isfinite(loss)
order by loss, epoch
limit 1""",
    ),
    Question(
        5,
        "At which epoch and with which learning rate was the best accuracy, and what was it?",
        f"""select epoch, learning_rate, accuracy
from "{DATAFLOW}".training_epoch
where isfinite(accuracy)
order by accuracy desc, epoch
limit 1""",
    ),
    Question(
        6,
        "Which adaptations happened?",
        f"""select adaptation_id, new_lrate, epoch_id
from "{DATAFLOW}".oadaptation
order by adaptation_id""",
    ),
]


def wrong(answers: dict[int, Answer], epochs: int) -> list[str]:
    """What is not as it must be in the answers when so many epochs are done; empty when right."""
    done = list(range(1, epochs + 1))
    accuracy = {row[0]: row[1] for row in answers[1]}
    loss = {row[0]: row[2] for row in answers[2]}
    checks = {
        "1 has each epoch once, in order": [row[0] for row in answers[1]] == done,
        "1 has accuracies": all(0 <= value <= 1 for value in accuracy.values()),
        "2 has each epoch once, newest first": [row[0] for row in answers[2]] == done[::-1],
        "2 has losses": all(math.isfinite(value) for value in loss.values()),
        "3 has each epoch once, in order": [row[0] for row in answers[3]] == done,
        "3 has times": all(row[1] > 0 for row in answers[3]),
        "4 is the epoch of the lowest loss": _lowest(answers[4], loss),
        "5 is the epoch of the best accuracy, with its rate": _best(answers[5], accuracy),
        "6 has the adaptations so far": _adaptations(answers[6], epochs),
    }
    return [f"answer {check}: not so" for check, holds in checks.items() if not holds]


def _lowest(answer: Answer, loss: dict[float, float]) -> bool:
    return (
        len(answer) == 1 and answer[0][2] == min(loss.values(), default=None) == loss[answer[0][0]]
    )


def _best(answer: Answer, accuracy: dict[float, float]) -> bool:
    if len(answer) != 1:
        return False
    epoch, rate, best = answer[0]
    expected = 0.002 * 0.5 ** ((epoch - 1) // 5)
    return best == max(accuracy.values(), default=None) == accuracy[epoch] and math.isclose(
        rate, expected
    )


def _adaptations(answer: Answer, epochs: int) -> bool:
    """The adaptation before an epoch may be stored a moment before the epoch."""
    return answer in (_adaptations_until(epochs), _adaptations_until(epochs + 1))


def _adaptations_until(epoch: int) -> Answer:
    return [adaptation for adaptation in ADAPTATIONS if adaptation[2] <= epoch]
