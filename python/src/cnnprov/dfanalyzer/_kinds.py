"""The closed sets of values that DfAnalyzer's calls take."""

from __future__ import annotations

from enum import Enum


class AttributeType(Enum):
    """What the values of an attribute are."""

    TEXT = "TEXT"
    NUMERIC = "NUMERIC"
    FILE = "FILE"
    RDFILE = "RDFILE"


class SetType(Enum):
    """Whether a transformation reads a set or writes it."""

    INPUT = "INPUT"
    OUTPUT = "OUTPUT"


class TaskStatus(Enum):
    """The state of a task."""

    READY = "READY"
    RUNNING = "RUNNING"
    FINISHED = "FINISHED"
    FINISHED_WITH_ERROR = "FINISHED_WITH_ERROR"


class MethodType(Enum):
    """What a performance measures."""

    COMPUTATION = "COMPUTATION"
    EXTRACTION = "EXTRACTION"
    INDEXING = "INDEXING"
    INSTRUMENTATION = "INSTRUMENTATION"
    PROVENANCE = "PROVENANCE"


class ExtractorCartridge(Enum):
    """What an extractor does with raw data."""

    EXTRACTION = "EXTRACTION"
    INDEXING = "INDEXING"


class ExtractorExtension(Enum):
    """How an extractor reads raw data."""

    CSV = "CSV"
    FASTBIT = "FASTBIT"
    FITS = "FITS"
    OPTIMIZED_FASTBIT = "OPTIMIZED_FASTBIT"
    POSTGRES_RAW = "POSTGRES_RAW"
    PROGRAM = "PROGRAM"


def text_of(kind: object) -> str:
    """The value of an enum's member, or the text itself."""
    return str(kind.value if isinstance(kind, Enum) else kind)
