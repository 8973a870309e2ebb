import json
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import skops.io
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from creditworthy.models.archive import write_archive

MATRIX = np.array([[1.0, 5.0], [2.0, 3.0], [3.0, 9.0], [4.0, 1.0]])


def trained() -> object:
    return make_pipeline(StandardScaler(), LogisticRegression()).fit(MATRIX, [0, 1, 0, 1])


def test_two_trainings_give_the_same_bytes(tmp_path: Path) -> None:
    one, other = trained(), trained()
    write_archive(one, tmp_path / "one.skops")
    write_archive(other, tmp_path / "other.skops")
    assert (tmp_path / "one.skops").read_bytes() == (tmp_path / "other.skops").read_bytes()
    assert skops.io.dumps(one) != skops.io.dumps(other)  # why skops alone will not do


def test_what_memory_held_between_the_fields_of_nodes_is_not_written(tmp_path: Path) -> None:
    nodes = np.zeros(3, np.dtype({"names": ["left", "value"], "formats": ["u1", "f8"], "offsets": [0, 8]}))
    nodes["value"] = [0.5, 1.5, 2.5]
    spoilt = nodes.copy()
    spoilt.view("u1").reshape(3, 16)[:, 1:8] = 7
    write_archive({"nodes": nodes}, tmp_path / "one.skops")
    write_archive({"nodes": spoilt}, tmp_path / "other.skops")
    assert (tmp_path / "one.skops").read_bytes() == (tmp_path / "other.skops").read_bytes()
    assert spoilt.tobytes() != nodes.tobytes()
    assert np.array_equal(skops.io.load(tmp_path / "one.skops")["nodes"], nodes)


def test_skops_reads_what_was_written(tmp_path: Path) -> None:
    model = trained()
    write_archive(model, tmp_path / "model.skops")
    read = skops.io.load(tmp_path / "model.skops")
    assert np.array_equal(read.decision_function(MATRIX), model.decision_function(MATRIX))  # type: ignore[attr-defined]


def test_parts_are_numbered_and_dateless(tmp_path: Path) -> None:
    write_archive(trained(), tmp_path / "model.skops")
    with ZipFile(tmp_path / "model.skops") as archive:
        names = archive.namelist()
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        schema = json.loads(archive.read("schema.json"))
    assert names == [*(f"{number}.npy" for number in range(1, len(names))), "schema.json"]
    assert schema["__id__"] == len({*numbers(schema)})
    assert max(numbers(schema)) < 1_000


def test_one_object_in_two_places_stays_one_object(tmp_path: Path) -> None:
    shared = np.array([1.0, 2.0])
    content = {"one": shared, "other": shared, "equal": shared.copy(), "sparse": csr_matrix(MATRIX)}
    write_archive(content, tmp_path / "content.skops")
    read = skops.io.load(tmp_path / "content.skops", trusted=[csr_matrix])
    assert read["one"] is read["other"]
    assert read["one"] is not read["equal"]
    assert np.array_equal(read["equal"], shared)
    assert np.array_equal(read["sparse"].toarray(), MATRIX)


def numbers(node: object) -> list[int]:
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else []
    own = [node["__id__"]] if isinstance(node, dict) and "__id__" in node else []
    return own + [number for child in children for number in numbers(child)]
