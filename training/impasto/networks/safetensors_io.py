"""Reading and writing safetensors files with numpy alone (format: 8-byte length, JSON header, data)."""

from __future__ import annotations

import hashlib
import json
import struct
from pathlib import Path
from typing import Mapping

import numpy as np
import torch

DTYPES = {"F16": np.float16, "F32": np.float32, "U8": np.uint8}
NAMES = {np.dtype(v): k for k, v in DTYPES.items()}


def encode_tensors(tensors: Mapping[str, np.ndarray], metadata: Mapping[str, str]) -> bytes:
    """Tensors (float16, float32 or uint8) in the given order, header padded to 8 bytes."""
    header: dict[str, object] = {"__metadata__": dict(metadata)}
    offset = 0
    for name, array in tensors.items():
        if array.dtype not in NAMES:
            raise ValueError(f"{name}: dtype {array.dtype} is none of {sorted(DTYPES)}")
        header[name] = {
            "dtype": NAMES[array.dtype],
            "shape": list(array.shape),
            "data_offsets": [offset, offset + array.nbytes],
        }
        offset += array.nbytes
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    body = b"".join(np.ascontiguousarray(a).tobytes() for a in tensors.values())
    return struct.pack("<Q", len(text)) + text + body


def decode_tensors(data: bytes) -> tuple[dict[str, np.ndarray], dict[str, str]]:
    """The tensors in header order, and the metadata."""
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    metadata = header.pop("__metadata__", {})
    body = memoryview(data)[8 + length :]
    tensors: dict[str, np.ndarray] = {}
    for name, entry in header.items():
        start, end = entry["data_offsets"]
        array = np.frombuffer(body[start:end], DTYPES[entry["dtype"]]).reshape(entry["shape"])
        tensors[name] = array.copy()
    return tensors, metadata


def read_tensors(path: Path) -> tuple[dict[str, np.ndarray], dict[str, str]]:
    """Tensors and metadata of a file."""
    return decode_tensors(path.read_bytes())


def read_state(path: Path) -> dict[str, torch.Tensor]:
    """A file's tensors, widened to float32."""
    return {k: torch.from_numpy(v.astype(np.float32)) for k, v in read_tensors(path)[0].items()}


def load_into(module: torch.nn.Module, path: Path, optional: str | None = None) -> dict[str, str]:
    """Fill a module from a file (widening to float32); names must match exactly. Returns the metadata.

    Names that begin or end with ``optional`` may be absent: those tensors stay as they are.
    """
    _, metadata = read_tensors(path)
    state = read_state(path)
    if optional is not None:
        kept = {k: v for k, v in module.state_dict().items() if k.startswith(optional) or k.endswith(optional)}
        state = kept | state
    module.load_state_dict(state)
    return metadata


def module_tensors(module: torch.nn.Module) -> dict[str, np.ndarray]:
    """A module's parameters and buffers as float16 arrays, in the order of its state dict."""
    return {k: v.detach().cpu().numpy().astype(np.float16) for k, v in module.state_dict().items()}


def sha256(data: bytes) -> str:
    """Lower-case hex digest."""
    return hashlib.sha256(data).hexdigest()
