"""Round trips of the file format and of an export."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from impasto.networks.ours import Ours, load_ours
from impasto.export import GOLDEN, export
from impasto.networks.live import LossNetwork, StyleHead
from impasto.networks.transformer import Transformer
from impasto.networks.safetensors_io import decode_tensors, encode_tensors, read_tensors


def test_round_trip() -> None:
    tensors = {"a": np.arange(6, dtype=np.float16).reshape(2, 3), "b": np.array([7, 9], np.uint8)}
    back, metadata = decode_tensors(encode_tensors(tensors, {"license": "Apache-2.0"}))
    assert metadata == {"license": "Apache-2.0"} and list(back) == ["a", "b"]
    assert all(np.array_equal(back[k], tensors[k]) for k in tensors)


def test_rejects_other_types() -> None:
    with pytest.raises(ValueError, match="float64"):
        encode_tensors({"a": np.zeros(1)}, {})


def test_export_round_trip(tmp_path: Path) -> None:
    golden = tmp_path / "golden.safetensors"
    golden.write_bytes(GOLDEN.read_bytes())
    ours = Ours(LossNetwork(), StyleHead(), Transformer())
    stale = tmp_path / "transformer.0.safetensors"
    stale.write_bytes(b"")
    other = {"file": "perceptual-network.0.safetensors", "bytes": 1, "sha256": "0"}
    (tmp_path / other["file"]).write_bytes(b"x")
    (tmp_path / "models.json").write_text(json.dumps({"perceptualNetwork": other}))
    export(ours, tmp_path, golden, {"license": "Apache-2.0"}, keep_loss_network=False)
    assert json.loads((tmp_path / "models.json").read_text())["perceptualNetwork"] == other
    assert (tmp_path / other["file"]).exists()
    assert not stale.exists()
    back = load_ours(tmp_path)
    assert not any(k.startswith(LossNetwork.ADAPTERS) for k in read_tensors(next(tmp_path.glob("loss-network.*")))[0])
    for name, value in ours.transformer.state_dict().items():
        assert torch.equal(back.transformer.state_dict()[name], value), name
