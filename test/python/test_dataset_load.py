"""What src/dataset writes must load with the real `datasets` library, and mean the same there."""

import hashlib
import io
import json
import os
import subprocess
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xxhash
import yaml
import zstandard
from cli_program import PROGRAM, run_well

os.environ["HF_HUB_OFFLINE"] = "1"

ROOT = Path(__file__).resolve().parents[2]
COUNT = 30


def find_exporter() -> Path:
    """The program of src/dataset's tests; its ExportTest writes a dataset of made-up kernels."""
    named = os.environ.get("WARPLOOM_DATASET_TEST")
    found = [Path(named)] if named else sorted(ROOT.glob("build/**/warploom_dataset_test"))
    if not found or not found[0].exists():
        pytest.skip("no warploom_dataset_test is built; build it or set WARPLOOM_DATASET_TEST")
    return found[0]


def export(
    folder: Path, formats: str, count: int = COUNT, include: str = "", check: str = "compile"
) -> Path:
    settings = {
        "WARPLOOM_TEST_DATASET": str(folder),
        "WARPLOOM_TEST_COUNT": str(count),
        "WARPLOOM_TEST_FORMATS": formats,
        "WARPLOOM_TEST_INCLUDE": include,
        "WARPLOOM_TEST_CHECK": check,
    }
    subprocess.run(
        [find_exporter(), "--gtest_filter=ExportTest.*"],
        env=os.environ | settings,
        check=True,
        capture_output=True,
    )
    return folder


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export(tmp_path_factory.mktemp("all") / "out", "json,jsonl,parquet")


def load_splits(folder: Path, config: str, cache: Path):
    import datasets

    return datasets.load_dataset(str(folder), config, cache_dir=str(cache))


def load(folder: Path, config: str, cache: Path):
    """The rows of all splits, samples in index order."""
    import datasets

    rows = datasets.concatenate_datasets(list(load_splits(folder, config, cache).values()))
    if "index" in rows.column_names:
        return rows.select(np.argsort(rows["index"][:]))
    return rows


def json_rows(folder: Path, target: str) -> list[dict]:
    rows = [json.loads(path.read_text()) for path in folder.glob(f"json/{target}/*/*.json")]
    return sorted(rows, key=lambda row: row["index"])


@pytest.mark.parametrize("target", ["cpu", "cuda"])
def test_parquet_rows_are_the_json_files(dataset: Path, target: str, tmp_path: Path) -> None:
    rows = load(dataset, target, tmp_path)
    assert len(rows) == COUNT
    assert rows.to_list() == json_rows(dataset, target)


@pytest.mark.parametrize("target", ["cpu", "cuda"])
def test_jsonl_rows_are_the_json_files(dataset: Path, target: str) -> None:
    packed = (dataset / f"jsonl/{target}-00000.jsonl.zst").read_bytes()
    reader = zstandard.ZstdDecompressor().stream_reader(io.BytesIO(packed))
    rows = [json.loads(line) for line in io.TextIOWrapper(reader, encoding="utf-8")]
    assert rows == json_rows(dataset, target)


@pytest.mark.parametrize("formats", ["parquet", "jsonl", "json"])
def test_every_single_format_loads(formats: str, tmp_path: Path) -> None:
    folder = export(tmp_path / "out", formats, include="backward,ptx")
    for target in ["cpu", "cuda"]:
        rows = load(folder, target, tmp_path / "cache")
        assert len(rows) == COUNT
        assert all(row["target"] == target for row in rows)
        assert {"ir_backward", "ptx"} <= set(rows.column_names)
        assert "ir_module" not in rows.column_names


def test_features_are_those_of_the_card(dataset: Path, tmp_path: Path) -> None:
    import datasets

    features = load(dataset, "cpu", tmp_path).features
    integers = {"difficulty", "python_lines", "ir_lines", "python_bytes", "ir_bytes"}
    integers |= {"seed", "index", "attempt"}
    for name, feature in features.items():
        if name in {"features", "checks"}:
            assert feature == datasets.List(datasets.Value("string")), name
        else:
            assert feature == datasets.Value("int64" if name in integers else "string"), name


def test_no_column_can_be_null(dataset: Path) -> None:
    for path in dataset.glob("data/*/*.parquet"):
        schema = pq.read_schema(path)
        assert not any(field.nullable for field in schema)
        assert not any(pa.types.is_null(field.type) for field in schema)
        assert all(column.null_count == 0 for column in pq.read_table(path).columns)


def test_card_counts_are_those_that_datasets_measures(dataset: Path, tmp_path: Path) -> None:
    front_matter = yaml.safe_load((dataset / "README.md").read_text().split("---\n")[1])
    assert front_matter["license"] == "apache-2.0"
    for info in front_matter["dataset_info"]:
        loaded = load_splits(dataset, info["config_name"], tmp_path)
        assert [split["name"] for split in info["splits"]] == list(loaded)
        for split in info["splits"]:
            rows = loaded[split["name"]]
            assert split["num_examples"] == len(rows)
            assert split["num_bytes"] == rows.info.splits[split["name"]].num_bytes
        shards = dataset.glob(f"data/{info['config_name']}/*.parquet")
        assert info["download_size"] == sum(path.stat().st_size for path in shards)


def test_inputs_and_outputs_are_a_config(tmp_path: Path) -> None:
    folder = export(tmp_path / "out", "parquet", check="run")
    rows = load(folder, "io", tmp_path / "cache")
    samples = load(folder, "cpu", tmp_path / "cache")
    assert len(rows) == 2 * COUNT
    assert rows["id"][::2] == samples["id"][:]
    for row, index in zip(rows.to_list()[::2], samples["index"][:], strict=True):
        assert row["shape"] == [2, 3]
        assert row["whole"] == (index % 4 != 0)
        assert row["input"] == (bytes([0, 1, 2, 3]) if row["whole"] else b"")
        assert row["output"] == (b"\xff\xef" if row["whole"] else b"")
    test_no_column_can_be_null(folder)
    test_manifest_lists_every_file(folder)
    test_card_counts_are_those_that_datasets_measures(folder, tmp_path / "cache")


def test_many_rows_make_many_row_groups(tmp_path: Path) -> None:
    folder = export(tmp_path / "out", "parquet", count=2500)
    metadata = pq.read_metadata(next(folder.glob("data/cpu/train-*.parquet")))
    groups = [metadata.row_group(i).num_rows for i in range(metadata.num_row_groups)]
    train = load_splits(folder, "cpu", tmp_path / "cache")["train"]
    assert groups == [1000, 1000, len(train) - 2000]
    assert [row["index"] for row in load(folder, "cpu", tmp_path / "cache")][:4] == [0, 1, 2, 4]


def test_several_shards_load_in_order(tmp_path: Path) -> None:
    count = 5200
    folder = export(tmp_path / "out", "parquet", count=count, include="module")
    names = sorted(path.name for path in folder.glob("data/cpu/*.parquet"))
    assert names == [
        "test-00000-of-00001.parquet",
        "train-00000-of-00002.parquet",
        "train-00001-of-00002.parquet",
        "validation-00000-of-00001.parquet",
    ]
    splits = load_splits(folder, "cpu", tmp_path / "cache")
    assert sum(len(rows) for rows in splits.values()) == count
    for rows in splits.values():
        assert rows["index"][:] == sorted(rows["index"][:])


def test_no_structure_is_in_two_splits(tmp_path: Path) -> None:
    folder = export(tmp_path / "out", "parquet", count=2500)
    splits = {target: load_splits(folder, target, tmp_path / "c") for target in ("cpu", "cuda")}
    for column in ("cluster", "masked_hash", "structural_hash", "id"):
        sets = [set(rows[column][:]) for rows in splits["cpu"].values()]
        assert len(set().union(*sets)) == sum(map(len, sets)), column
    for name, rows in splits["cpu"].items():
        assert rows["id"][:] == splits["cuda"][name]["id"][:]
        assert {split_by_rule(cluster) for cluster in rows["cluster"][:]} == {name}


def split_by_rule(cluster: str) -> str:
    """As docs/format.md says."""
    place = (xxhash.xxh3_64_intdigest(cluster.encode(), seed=1) >> 11) / 2**53
    return "train" if place < 0.98 else "validation" if place < 0.99 else "test"


def digest(path: Path) -> str:
    """As docs/format.md says: of a folder, the digest of what `sha256sum *` prints in it."""
    if path.is_dir():
        names = sorted(file.name for file in path.iterdir())
        listing = "".join(f"{digest(path / name)}  {name}\n" for name in names)
        return hashlib.sha256(listing.encode()).hexdigest()
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_manifest_lists_every_file(dataset: Path) -> None:
    manifest = json.loads((dataset / "manifest.json").read_text())
    listed = set()
    for entry in manifest["files"]:
        path = dataset / entry["path"]
        assert digest(path) == entry["sha256"], entry["path"]
        listed |= set(path.iterdir()) if path.is_dir() else {path}
    there = {path for path in dataset.rglob("*") if path.is_file()}
    assert there - listed == {dataset / "manifest.json"}
    rejected = (dataset / "rejected.jsonl").read_text().splitlines()
    assert len(rejected) == manifest["totals"]["rejected"]


def test_two_exports_are_the_same_bytes(dataset: Path, tmp_path: Path) -> None:
    again = export(tmp_path / "elsewhere", "json,jsonl,parquet")
    names = {path.relative_to(dataset) for path in dataset.rglob("*") if path.is_file()}
    assert names == {path.relative_to(again) for path in again.rglob("*") if path.is_file()}
    assert all((dataset / name).read_bytes() == (again / name).read_bytes() for name in names)


@pytest.mark.skipif(not PROGRAM.exists(), reason=f"{PROGRAM} is not built")
def test_kernels_of_the_real_program_load(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    run_well("generate", "-n", 12, "-o", folder, "--check", "codegen", "--no-progress")
    rows = {target: load(folder, target, tmp_path / "cache") for target in ["cpu", "cuda"]}
    assert len(rows["cpu"]) == len(rows["cuda"]) == 12
    assert rows["cpu"]["id"][:] == rows["cuda"]["id"][:]
    for target in rows:
        assert rows[target].to_list() == json_rows(folder, target)
