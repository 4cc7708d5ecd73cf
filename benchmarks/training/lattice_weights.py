"""Writes fitted weights as the file that the program reads."""

import json
from pathlib import Path

from aligner.alignment.lattice.beads import BEADS
from aligner.alignment.model.bead_model import SHAPES
from aligner.logistic import PlattCurve
from benchmarks.training.lattice_training import Parameters

WEIGHTS = Path(__file__).parents[2] / "aligner" / "alignment" / "model" / "weights.json"


def short(value: float) -> float:
    return float(f"{float(value):.4g}")


def describe(p: Parameters) -> dict[str, object]:
    """Parameters in the form of `weights.json`."""
    constants = p.bead_constants()
    return {
        "going_on": short(p.going_on),
        "constants": {
            f"{n}-{m}": short(constants[k]) for k, (n, m) in enumerate(BEADS) if n >= m and k > 1
        },
        "weights": {
            shape: {name: short(w) for name, w in zip(p.names, row, strict=True)}
            for shape, row in zip(SHAPES, p.weights(), strict=True)
        },
    }  # fmt: skip


def write_weights(
    first: Parameters, second: Parameters, curves: dict[str, PlattCurve], out: Path
) -> None:
    """Write the weights of both passes and the curves of the confidence."""
    data = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    data["first look"] = describe(first)
    data["first look"]["empty"] = {
        name: short(w) for name, w in zip(first.empty_names, first.empty, strict=True)
    }
    data["second look"] = describe(second)
    data["second look"]["scale"] = short(second.scale)
    data["second look"]["going_on"] = short(second.going_on + second.scale * first.going_on)
    data["second look"]["constants"]["1-0"] = short(second.empty[0])
    for kind, (slope, shift) in curves.items():
        for name in ("many-one", "many-many") if kind == "larger" else (kind,):
            data["calibration"][name] = {"slope": short(slope), "shift": short(shift)}
    out.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
