"""The sets of the predefined dataflows as they were published, for values without names.

The first three transformations are the server's own. The others are those that the library of
DLProv declares for `Dataflow(tag, True)`; they are declared when a task of one begins.
"""

from __future__ import annotations

from cnnprov._encoding import Event


def _set(tag: str, kind: str, **attributes: str) -> Event:
    columns = [{"name": name, "type": of} for name, of in attributes.items()]
    return {"tag": tag, "type": kind, "attributes": columns}


def _read(tag: str, written_by: str) -> Event:
    return {"tag": tag, "type": "INPUT", "dependency": written_by}


_N, _T, _F = "NUMERIC", "TEXT", "FILE"

TRAINING: tuple[Event, ...] = (
    {
        "tag": "TrainingModel",
        "sets": [
            _set(
                "iTrainingModel",
                "INPUT",
                OPTIMIZER_NAME=_T,
                LEARNING_RATE=_N,
                NUM_EPOCHS=_N,
                BATCH_SIZE=_N,
                NUM_LAYERS=_N,
                MOMENTUM=_N,
                DECAY=_N,
            ),
            _set(
                "oTrainingModel",
                "OUTPUT",
                TIMESTAMP=_T,
                ELAPSED_TIME=_T,
                LOSS=_N,
                ACCURACY=_N,
                EPOCH=_N,
            ),
        ],
    },
    {
        "tag": "Adaptation",
        "sets": [
            _set(
                "oAdaptation",
                "OUTPUT",
                NEW_LRATE=_N,
                TIMESTAMP=_T,
                EPOCH_ID=_N,
                ADAPTATION_ID=_N,
            )
        ],
    },
    {"tag": "TestingModel", "sets": [_set("oTestingModel", "OUTPUT", ACCURACY=_N, EPOCH=_N)]},
)

DLPROV: tuple[Event, ...] = (
    {
        "tag": "LoadData",
        "sets": [
            _set("iInputDataset", "INPUT", DATASET_NAME=_T, DATASET_SOURCE=_T),
            _set("oLoadData", "OUTPUT", DATASET_DIR=_F),
        ],
    },
    {
        "tag": "SplitData",
        "sets": [
            _read("oLoadData", "LoadData"),
            _set("iSplitConfig", "INPUT", TRAIN_RATIO=_N, VAL_RATIO=_N, TEST_RATIO=_N),
            _set("oTrainSet", "OUTPUT", TrainSet=_F),
            _set("oValSet", "OUTPUT", ValSet=_F),
            _set("oTestSet", "OUTPUT", TestSet=_F),
        ],
    },
    {
        "tag": "Train",
        "sets": [
            _read("oTrainSet", "SplitData"),
            _set(
                "iTrain",
                "INPUT",
                OPTIMIZER_NAME=_T,
                LEARNING_RATE=_N,
                NUM_EPOCHS=_N,
                BATCH_SIZE=_N,
                NUM_LAYERS=_N,
            ),
            _set(
                "oTrain",
                "OUTPUT",
                TIMESTAMP=_T,
                ELAPSED_TIME=_T,
                LOSS=_N,
                ACCURACY=_N,
                VAL_LOSS=_N,
                VAL_ACCURACY=_N,
                EPOCH=_N,
            ),
            _set("oTrainedModel", "OUTPUT", MODEL_NAME=_T, MODEL_DIR=_F),
            _set("oWeights", "OUTPUT", WEIGHTS_PATH=_F),
        ],
    },
    {
        "tag": "Test",
        "sets": [
            _read("oTestSet", "SplitData"),
            _read("oTrainedModel", "Train"),
            _set("oTest", "OUTPUT", LOSS=_N, ACCURACY=_N),
        ],
    },
)

DLPROV_TAGS = frozenset(str(transformation["tag"]).lower() for transformation in DLPROV)
