"""The perceptual network has VGG-19's shape and our golden numbers; teaching lowers its errors and resumes."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from impasto.data.pictures import SHARED, to_tensor
from impasto.export_perceptual import ship
from impasto.networks.live import mac_per_pixel
from impasto.networks.perceptual import CHANNELS, RANKS, TAPS, PerceptualNetwork, init_from_scratch, scaled_ranks
from impasto.networks.safetensors_io import load_into, read_tensors
from impasto.networks.truncate import truncated
from impasto.teach_perceptual import TeachRecipe, Teaching, random_crops, with_noise
from impasto.networks.perceptual import load_perceptual

SMALL = {name: 4 for name in RANKS}


def test_shape_and_cost() -> None:
    network = PerceptualNetwork()
    taps = network(torch.rand(2, 3, 32, 48))
    assert [tuple(t.shape) for t in taps] == [(2, 64, 32, 48), (2, 128, 16, 24), (2, 256, 8, 12), (2, 512, 4, 6)]
    assert sum(p.numel() for p in network.parameters()) < 0.66e6
    assert 44e3 < mac_per_pixel(network) < 48e3
    assert scaled_ranks(0.75)["4_1"] == 96


@pytest.mark.skipif(not (SHARED / "models").exists(), reason="the shared folder is not here")
def test_first_weights_have_their_golden_numbers() -> None:
    network = load_perceptual(SHARED / "models" / "perceptual-v1.safetensors")
    golden, _ = read_tensors(SHARED / "models" / "perceptual-golden.safetensors")
    for name, tap in zip(TAPS, network(to_tensor(golden["picture.rgb"]))):
        assert np.allclose(tap.mean((2, 3))[0].numpy(), golden[f"relu{name}.mean"], atol=1e-4)
        assert np.allclose(tap[0, :, :2, :2].numpy(), golden[f"relu{name}.corner"], atol=1e-3)


def teacher_layers(pictures: torch.Tensor) -> dict[str, torch.Tensor]:
    torch.manual_seed(5)
    teacher = PerceptualNetwork(SMALL)
    init_from_scratch(teacher)
    with torch.no_grad():
        return teacher.layers(pictures)


@pytest.mark.parametrize("phase", ["layers", "together"])
def test_steps_lower_the_errors_and_resume(tmp_path: Path, phase: str) -> None:
    pictures = torch.rand(2, 3, 32, 32)
    wanted = teacher_layers(pictures)
    torch.manual_seed(6)
    network = PerceptualNetwork(SMALL)
    init_from_scratch(network)
    recipe = TeachRecipe(phase=phase, steps=60, warmup=1, lr=3e-3)
    run = Teaching(recipe, network)
    reports = [run.update(pictures, wanted) for _ in range(20)]
    assert len(reports[0]["features"]) == len(CHANNELS)  # type: ignore[arg-type]
    assert sum(reports[-1]["features"]) < 0.9 * sum(reports[0]["features"])  # type: ignore[arg-type]
    run.save(tmp_path / "last.pt")
    again = Teaching(recipe, PerceptualNetwork(SMALL))
    again.load(tmp_path / "last.pt")
    assert again.update(pictures, wanted) == run.update(pictures, wanted)


def test_a_layer_on_its_own_reads_the_teachers_activations() -> None:
    pictures = torch.rand(1, 3, 16, 16)
    wanted = teacher_layers(pictures)
    network = PerceptualNetwork(SMALL)
    init_from_scratch(network)
    before = {k: v.clone() for k, v in network.state_dict().items()}
    wanted["4_1"] = wanted["4_1"] * 0
    Teaching(TeachRecipe(phase="layers", steps=10, warmup=1), network).update(pictures, wanted)
    changed = {k for k, v in network.state_dict().items() if not torch.equal(v, before[k])}
    assert "conv4_1.expand.weight" in changed and "conv1_1.expand.weight" in changed


def test_crops_and_noise_stay_pictures() -> None:
    rng = np.random.default_rng(0)
    cache = rng.integers(0, 256, (3, 72, 72, 3), dtype=np.uint8)
    crops = random_crops(cache, 5, 32, rng)
    assert crops.shape == (5, 3, 32, 32)
    noisy = with_noise(crops.repeat(6, 1, 1, 1), rng)
    changed = (noisy != crops.repeat(6, 1, 1, 1)).flatten(1).any(1)
    assert 0 < int(changed.sum()) < len(noisy)
    assert float(noisy.min()) >= 0 and float(noisy.max()) <= 1


def test_shipping_replaces_the_file_and_leaves_other_networks_alone(tmp_path: Path) -> None:
    other = {"file": "transformer.1.safetensors"}
    (tmp_path / "perceptual-network.old.safetensors").write_bytes(b"")
    index = {"transformer": other, "perceptualNetwork": {"file": "perceptual-network.old.safetensors"}}
    (tmp_path / "models.json").write_text(json.dumps(index))
    network = PerceptualNetwork()
    init_from_scratch(network)
    for _ in range(2):  # the second time the same file is written again
        file = ship(network, tmp_path, {"steps": "1"})
        assert sorted(f.name for f in tmp_path.iterdir()) == sorted(["models.json", file.name])
    entry = json.loads((tmp_path / "models.json").read_text())
    assert entry["transformer"] == other and entry["perceptualNetwork"]["bytes"] == file.stat().st_size
    read = PerceptualNetwork()
    assert load_into(read, file)["steps"] == "1"
    assert all(torch.allclose(a, b, atol=1e-3) for a, b in zip(network.parameters(), read.parameters()))


def test_truncation_keeps_what_counts_and_is_exact_where_nothing_is_lost() -> None:
    torch.manual_seed(7)
    wide = PerceptualNetwork({name: 8 for name in RANKS})
    init_from_scratch(wide)
    picture = torch.rand(1, 3, 32, 32)
    with torch.no_grad():
        same = truncated(wide, {name: 8 for name in RANKS}).layers(picture)
        for name, wanted in wide.layers(picture).items():
            assert torch.allclose(same[name], wanted, atol=1e-3 * float(wanted.abs().max()))
        # A core that is of rank 4 already loses nothing at rank 4.
        for name in RANKS:
            core = getattr(wide, f"conv{name}").core.weight
            core[4:], core[:, 4:] = 0, 0
        narrow = truncated(wide, SMALL)
        assert narrow.conv4_1.core.weight.shape == (4, 4, 3, 3)  # type: ignore[union-attr]
        for name, wanted in wide.layers(picture).items():
            assert torch.allclose(narrow.layers(picture)[name], wanted, atol=1e-3 * float(wanted.abs().max()))
