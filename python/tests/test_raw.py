from __future__ import annotations

import math
import zipfile
from pathlib import Path

import h5py
import numpy as np
import pytest

import cnnprov
from cnnprov._encoding import Row
from cnnprov._raw import raw_file
from tests import logs


def rows(path: Path, **options: object) -> list[Row]:
    return list(raw_file(path, **options).rows())  # type: ignore[arg-type]


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_csv_columns_are_numbers_where_all_of_their_values_are(tmp_path: Path) -> None:
    file = written(
        tmp_path / "r.csv", 'time,name,u\n1,a,0.5\n2,"b, ""c""\nd",nan\n3,4,\n4,None,-inf\n'
    )
    assert rows(file) == [
        {"time": 1, "name": "a", "u": 0.5},
        {"time": 2, "name": 'b, "c"\nd', "u": "NaN"},
        {"time": 3, "name": "4", "u": None},
        {"time": 4, "name": "None", "u": "-Infinity"},
    ]


def test_csv_with_another_delimiter_and_no_header(tmp_path: Path) -> None:
    file = written(tmp_path / "r.txt", "1;x\n2;y\n")
    found = rows(file, format="csv", delimiter=";", header=False, columns=["n", "t"])
    assert found == [{"n": 1, "t": "x"}, {"n": 2, "t": "y"}]


def test_only_the_chosen_columns_come(tmp_path: Path) -> None:
    file = written(tmp_path / "r.tsv", "a\tb\tc\n1\t2\t3\n")
    assert rows(file, columns=["c", "a"]) == [{"c": 3, "a": 1}]


def test_json_lines(tmp_path: Path) -> None:
    file = written(tmp_path / "r.jsonl", '{"x":1,"t":"ü","b":true}\n\n{"x":null,"y":1e400}\n')
    assert rows(file) == [{"x": 1, "t": "ü", "b": True}, {"x": None, "y": "Infinity"}]


def test_npz_arrays_of_one_length_and_single_values(tmp_path: Path) -> None:
    file = tmp_path / "r.npz"
    np.savez(
        file,
        x=np.array([1.5, np.nan, np.inf], dtype=np.float32),
        n=np.array([1, 2, 3]),
        name=np.array(["a", "b", "c"]),
        K=np.array(32),
    )
    assert rows(file) == [
        {"x": 1.5, "n": 1, "name": "a", "K": 32},
        {"x": "NaN", "n": 2, "name": "b", "K": 32},
        {"x": "Infinity", "n": 3, "name": "c", "K": 32},
    ]


def test_hdf5_groups_and_compound_datasets(tmp_path: Path) -> None:
    file = tmp_path / "r.h5"
    with h5py.File(file, "w") as h5:
        group = h5.create_group("step_10")
        group["x"] = np.arange(3.0)
        group["name"] = [b"a", b"b", b"\xc3\xbc"]
        h5["table"] = np.array([(1, 2.5), (2, math.nan)], dtype=[("id", "i4"), ("u", "f8")])
    assert rows(file, dataset="/step_10") == [
        {"name": "a", "x": 0.0},
        {"name": "b", "x": 1.0},
        {"name": "ü", "x": 2.0},
    ]
    assert rows(file, dataset="table") == [{"id": 1, "u": 2.5}, {"id": 2, "u": "NaN"}]


def test_more_rows_than_are_read_at_once_come_in_order(tmp_path: Path) -> None:
    file = tmp_path / "r.npz"
    np.savez(file, n=np.arange(25_001))
    assert [row["n"] for row in rows(file)] == list(range(25_001))


@pytest.mark.parametrize(
    ("name", "content", "place"),
    [
        ("r.csv", "a,b\n1,2\n3\n", "line 3: expected 2 values, came 1"),
        ("r.csv", 'a,b\n1,"2\n3\n', "line 2: unexpected end of data"),
        ("r.csv", 'a,b\n1,"2\n2"\n3\n', "line 4: expected 2 values, came 1"),
        ("r.csv", "a\n" + "1" * 200_000 + "\n", "line 2: field larger than field limit"),
        ("r.csv", "a,A\n1,2\n", "line 1, column A: this name is there twice"),
        ("r.csv", "a,\n1,2\n", "line 1, column 2: expected a name, came nothing"),
        ("r.jsonl", '{"a":1}\n{"a":}\n', "line 2, column 6: Expecting value"),
        ("r.jsonl", "[1]\n", "line 1: expected an object, came an array"),
        ("r.jsonl", '{"a":1}\n{"a":"x"}\n', "line 2, column a: expected a number as in"),
        ("r.jsonl", '{"a":{"b":1}}\n', "line 1, column a: expected a number or text"),
        ("r.jsonl", '{"a":1,"A":2}\n', "line 1, column A: this name is there twice"),
        ("r.jsonl", '{"a":' + "[" * 100_000, "line 1: maximum recursion depth"),
        ("r.jsonl", '{"a":' + "1" * 5_000 + "}", "line 1: Exceeds the limit"),
        ("r.npz", "no archive", "expected an NPZ file"),
        ("r.h5", "no HDF5", "expected an HDF5 file"),
        ("r.dat", "", "expected one of the formats csv, jsonl, npz, hdf5"),
    ],
)
def test_an_error_says_where_it_is(tmp_path: Path, name: str, content: str, place: str) -> None:
    file = written(tmp_path / name, content)
    with pytest.raises(cnnprov.ExtractionError) as error:
        rows(file)
    assert str(error.value).startswith(str(file))
    assert place in str(error.value)


@pytest.mark.parametrize("name", ["r.csv", "r.jsonl"])
def test_a_byte_that_is_no_utf_8_is_found_far_down(tmp_path: Path, name: str) -> None:
    line = b"1,x\n" if name == "r.csv" else b'{"a":"x"}\n'
    file = tmp_path / name
    head = b"a,b\n" if name == "r.csv" else line
    file.write_bytes(head + line * 5_000 + line.replace(b"x", "é".encode() + b"\xff") + line)
    with pytest.raises(cnnprov.ExtractionError) as error:
        rows(file)
    assert (error.value.line, error.value.column) == (5_002, "4" if name == "r.csv" else "8")
    assert "came the byte 0xff" in str(error.value)


def test_the_delimiter_is_one_character(tmp_path: Path) -> None:
    file = written(tmp_path / "r.csv", "a||b\n1||2\n")
    for delimiter in ("||", "\\t", '"', "\n"):
        with pytest.raises(cnnprov.ExtractionError, match="expected one character"):
            rows(file, delimiter=delimiter)


def test_columns_are_chosen_without_regard_to_case(tmp_path: Path) -> None:
    assert rows(written(tmp_path / "r.csv", "T,u\n1,2\n"), columns=["U", "t"]) == [{"u": 2, "T": 1}]
    assert rows(written(tmp_path / "r.jsonl", '{"T":1}\n{"t":2}\n'), columns=["t"]) == [
        {"t": 1},
        {"t": 2},
    ]


def test_what_an_archive_holds_beside_numbers_and_texts_is_named(tmp_path: Path) -> None:
    file = tmp_path / "r.npz"
    np.savez(file, x=np.arange(2), z=np.array([1 + 2j, 3]))
    with pytest.raises(cnnprov.ExtractionError, match=r"column z: .* complex numbers"):
        rows(file)
    np.savez(file, a=np.arange(2), A=np.arange(2))
    with pytest.raises(cnnprov.ExtractionError, match="column A: this name is there twice"):
        rows(file)
    np.savez(file, name=np.array([b"a", b"\xff"]))
    with pytest.raises(cnnprov.ExtractionError, match="column name: expected UTF-8"):
        rows(file)
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("readme.txt", "no array")
    with pytest.raises(cnnprov.ExtractionError, match=r"column readme\.txt: expected an array"):
        rows(file)
    np.savez(file)
    assert rows(file) == []


def test_what_hdf5_holds_beside_numbers_and_texts_is_named(tmp_path: Path) -> None:
    file = tmp_path / "r.h5"
    with h5py.File(file, "w") as h5:
        h5["x"] = np.arange(2.0)
        h5["lost"] = h5py.SoftLink("/nowhere")
        h5["empty"] = h5py.Empty("f8")
        h5.create_dataset("ragged", (2,), dtype=h5py.vlen_dtype("i4"))
    for column, reason in (
        ("lost", "a link that leads nowhere"),
        ("empty", "came nothing"),
        ("ragged", "came an array"),
    ):
        with pytest.raises(cnnprov.ExtractionError, match=f"column {column}: .*{reason}"):
            rows(file, columns=[column])
    assert rows(file, columns=["x"]) == [{"x": 0.0}, {"x": 1.0}]


def test_arrays_of_several_lengths_or_dimensions_are_named(tmp_path: Path) -> None:
    file = tmp_path / "r.npz"
    np.savez(file, a=np.arange(3), b=np.arange(4))
    with pytest.raises(cnnprov.ExtractionError, match="column b: expected 3 values"):
        rows(file)
    np.savez(file, a=np.arange(3), image=np.zeros((3, 2)))
    with pytest.raises(cnnprov.ExtractionError, match=r"column image: .* shape \(3, 2\)"):
        rows(file)
    assert len(rows(file, columns=["a"])) == 3


def test_pickled_objects_are_not_loaded(tmp_path: Path) -> None:
    file = tmp_path / "r.npz"
    np.savez(file, a=np.array([print], dtype=object))
    with pytest.raises(cnnprov.ExtractionError, match="pickle"):
        rows(file)


def test_missing_columns_and_files_are_named(tmp_path: Path) -> None:
    file = written(tmp_path / "r.csv", "a,b\n1,2\n")
    with pytest.raises(cnnprov.ExtractionError, match="expected the columns c, came a, b"):
        rows(file, columns=["c"])
    for name in ("none.csv", "none.jsonl", "none.npz", "none.h5"):
        with pytest.raises(cnnprov.ExtractionError, match="No such file"):
            rows(tmp_path / name)


def test_a_task_records_the_rows_and_the_file(spool: Path, tmp_path: Path) -> None:
    file = written(tmp_path / "r.csv", "t,u\n" + "".join(f"{n},{n / 4}\n" for n in range(1_200)))
    with cnnprov.execution("heat") as run, run.task("Solve") as task:
        task.extract("oSolve", file)
    assert logs.rows(spool, "oSolve") == [{"t": n, "u": n / 4} for n in range(1_200)]
    (recorded,) = logs.of_type(spool, "file")
    assert (recorded["name"], recorded["size"]) == ("r.csv", file.stat().st_size)
    assert recorded["role"] == "output"
    declared = logs.of_type(spool, "dataflow_declared")[-1]["dataflow"]["transformations"]
    assert declared == [
        {
            "tag": "Solve",
            "sets": [
                {
                    "tag": "oSolve",
                    "type": "OUTPUT",
                    "attributes": [
                        {"name": "t", "type": "NUMERIC"},
                        {"name": "u", "type": "NUMERIC"},
                    ],
                }
            ],
        }
    ]


def test_nothing_is_recorded_of_a_file_with_an_error(spool: Path, tmp_path: Path) -> None:
    file = written(tmp_path / "r.csv", "t,u\n" + "1,2\n" * 1_200 + "3\n")
    task = cnnprov.execution("heat").task("Solve")
    with pytest.warns(cnnprov.CaptureWarning, match=r"r\.csv, line 1202: expected 2 values"):
        task.extract("oSolve", file)
    assert logs.rows(spool, "oSolve") == []
    assert logs.of_type(spool, "file") == []


def test_the_types_that_the_set_declares_hold(spool: Path, tmp_path: Path) -> None:
    file = written(tmp_path / "r.csv", "t,Code\n1,007\n2,010\n")
    with cnnprov.execution("heat") as run, run.task("Solve") as task:
        task.produce("oSolve", t=0, code="a")
        task.extract("oSolve", file)
    assert logs.rows(spool, "oSolve")[1:] == [{"t": 1, "Code": "007"}, {"t": 2, "Code": "010"}]


@pytest.mark.parametrize("name", ["r.csv", "r.jsonl", "r.npz"])
def test_a_text_where_the_set_has_numbers_is_an_error(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    if name == "r.csv":
        file.write_text("T,u\n1,a\nhigh,b\n")
    elif name == "r.jsonl":
        file.write_text('{"u":"a"}\n\n{"T":"high"}\n')
    else:
        np.savez(file, T=np.array(["high"]))
    line = ", line 3" if name != "r.npz" else ""
    with pytest.raises(
        cnnprov.ExtractionError, match=rf"{line}, column T: expected a number, came 'high'"
    ):
        rows(file, types={"t": "NUMERIC"})


def test_numbers_become_texts_where_the_set_has_texts(tmp_path: Path) -> None:
    file = written(tmp_path / "r.jsonl", '{"T":1.5}\n{"T":null}\n')
    assert rows(file, types={"t": "TEXT"}) == [{"T": "1.5"}, {"T": None}]
    np.savez(tmp_path / "r.npz", T=np.array([1, 2]))
    assert rows(tmp_path / "r.npz", types={"t": "FILE"}) == [{"T": "1"}, {"T": "2"}]
    assert rows(written(tmp_path / "s.jsonl", '{"T":"2.5"}'), types={"t": "NUMERIC"}) == [
        {"T": 2.5}
    ]
