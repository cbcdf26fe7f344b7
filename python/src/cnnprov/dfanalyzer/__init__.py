"""The calls of DfAnalyzer's Python library, writing to CNNProv's spool.

A script changes its imports alone, from `dfa_lib_python` to this package; the constructors of all
published forms of that library work. Nothing is sent on the calling thread and no call raises.

    df = Dataflow("alexnet-df", True)
    df.save()
    task = Task(1, "alexnet-df", "TrainingModel")
    task.add_dataset(DataSet("iTrainingModel", [Element(["SGD", 0.01, 20, 64, 8, 0.9, 0.0])]))
    task.begin()

Values get their names by their position in the set that the script declared. A set is declared
in the process that fills it; scripts whose processes share one declaration keep the old library,
whose messages the server takes as they are.
"""

from cnnprov.dfanalyzer._facts import DataSet, Dependency, Element, File, Performance
from cnnprov.dfanalyzer._kinds import (
    AttributeType,
    ExtractorCartridge,
    ExtractorExtension,
    MethodType,
    SetType,
    TaskStatus,
)
from cnnprov.dfanalyzer._plan import (
    Attribute,
    Dataflow,
    Extractor,
    Program,
    Set,
    Transformation,
)
from cnnprov.dfanalyzer._task import Task

__all__ = [
    "Attribute",
    "AttributeType",
    "DataSet",
    "Dataflow",
    "Dependency",
    "Element",
    "Extractor",
    "ExtractorCartridge",
    "ExtractorExtension",
    "File",
    "MethodType",
    "Performance",
    "Program",
    "Set",
    "SetType",
    "Task",
    "TaskStatus",
    "Transformation",
]
