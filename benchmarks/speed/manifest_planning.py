"""Plan a run over millions of pairs, and simulate how machines would share it.

    python -m benchmarks.speed.manifest_planning FOLDER --rows 10000000

Makes `--files` real files of log-normally distributed sizes (median 20 kB, sigma 1.5: the largest
of ten thousand is about 300 times the median) and a manifest of `--rows` pairs of them, and
measures the planning: time, memory, size of the plan, time to read the rows of one shard. Then it
deals the shards to 10 … 1,000 machines of two workers each and computes when each would be done, if
all machines are equally fast and if one in fifty runs at a third of the speed.
"""

import argparse
import heapq
import json
import resource
import shutil
import time
from pathlib import Path

import numpy as np

SEED = 11


def make_manifest(folder: Path, rows: int, files: int) -> Path:
    """Write a CSV of pairs of files that exist."""
    random = np.random.default_rng(SEED)
    sizes = np.minimum(random.lognormal(np.log(20_000), 1.5, files), 20_000_000).astype(int)
    texts = folder / "texts"
    texts.mkdir(parents=True, exist_ok=True)
    for number, size in enumerate(sizes):
        for language in ("en", "zh"):
            # Sparse files: the size is real, the disk stays empty.
            with (texts / f"{number:06d}.{language}.txt").open("wb") as file:
                file.truncate(int(size))
    manifest = folder / "pairs.csv"
    chosen = random.integers(0, files, rows)
    with manifest.open("w", encoding="utf-8") as file:
        file.write("id,source,target,source_lang,target_lang\n")
        for first in range(0, rows, 1_000_000):
            block = chosen[first : first + 1_000_000].tolist()
            file.writelines(
                f"pair-{first + i:08d},texts/{n:06d}.en.txt,texts/{n:06d}.zh.txt,en,zh\n"
                for i, n in enumerate(block)
            )
    return manifest


def measure_planning(manifest: Path, folder: Path) -> dict[str, object]:
    """Make the plan and read it back; returns time, memory and sizes."""
    from aligner.corpus.planning.manifest import read_manifest
    from aligner.corpus.planning.plan import load_plan, make_plan, read_shard_rows

    start, cpu = time.perf_counter(), time.process_time()
    plan = make_plan(read_manifest(manifest), folder, {"options": {}})
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    size = sum(path.stat().st_size for path in plan.layout.plan.iterdir())
    start = time.perf_counter()
    again = load_plan(folder)
    load = time.perf_counter() - start
    start = time.perf_counter()
    rows = read_shard_rows(again, len(again.costs) - 1)
    return {
        "rows": plan.rows,
        "manifest_mb": round(manifest.stat().st_size / 1e6),
        "shards": len(plan.costs),
        "text_gb": round(float(plan.settings["bytes"]) / 1e9, 1),
        "plan_s": round(seconds, 1),
        "plan_cpu_s": round(cpu, 1),
        "plan_mb": round(size / 1e6, 1),
        "load_s": round(load, 3),
        "read_last_shard_s": round(time.perf_counter() - start, 3),
        "rows_of_last_shard": len(rows),
        "share_s": _time_of(lambda: again.shards(1, 1_000)),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def simulate(folder: Path) -> list[dict[str, object]]:
    """Times of machines with two workers, as multiples of the ideal time."""
    from aligner.corpus.planning.plan import load_plan

    costs = load_plan(folder).costs
    random = np.random.default_rng(SEED)
    shuffled = random.permutation(costs)
    table = []
    for machines in (10, 100, 1_000):
        slow = np.ones(machines)
        slow[random.permutation(machines)[: max(1, machines // 50)]] = 1 / 3
        even = np.ones(machines)
        table.append(
            {
                "machines": machines,
                "shards a machine": round(len(costs) / machines),
                "array, equal": _array(costs, even),
                "array, 2 % slow": _array(costs, slow),
                "cluster, equal": _shared_queue(costs, even),
                "cluster, 2 % slow": _shared_queue(costs, slow),
                "cluster in file order, 2 % slow": _shared_queue(shuffled, slow, ordered=False),
            }
        )
    return table


def _array(costs: np.ndarray, speeds: np.ndarray) -> float:
    """Time of an array job: each machine has its fixed share."""
    from aligner.corpus.planning.costs import share_out

    ends = [
        _makespan([int(costs[i]) for i in share], [speed, speed])
        for share, speed in zip(share_out(costs, len(speeds)), speeds, strict=True)
    ]
    return _relative(max(ends), costs, speeds)


def _shared_queue(costs: np.ndarray, speeds: np.ndarray, *, ordered: bool = True) -> float:
    """Time of a cluster: whichever worker is free takes the next shard."""
    queue = sorted((int(c) for c in costs), reverse=True) if ordered else [int(c) for c in costs]
    return _relative(
        _makespan(queue, [s for speed in speeds for s in (speed, speed)]), costs, speeds
    )


def _makespan(queue: list[int], speeds: list[float]) -> float:
    free = [(0.0, worker) for worker in range(len(speeds))]
    heapq.heapify(free)
    end = 0.0
    for cost in queue:
        now, worker = heapq.heappop(free)
        now += cost / speeds[worker]
        end = max(end, now)
        heapq.heappush(free, (now, worker))
    return end


def _relative(end: float, costs: np.ndarray, speeds: np.ndarray) -> float:
    return round(float(end / (costs.sum() / (2 * speeds.sum()))), 3)


def _time_of(work: object) -> float:
    start = time.perf_counter()
    work()  # type: ignore[operator]
    return round(time.perf_counter() - start, 2)


def main() -> None:
    """Plan, simulate, and print both."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--files", type=int, default=10_000)
    arguments = parser.parse_args()
    manifest = arguments.folder / "pairs.csv"
    if not manifest.exists():
        make_manifest(arguments.folder, arguments.rows, arguments.files)
    results = arguments.folder / "results"
    shutil.rmtree(results, ignore_errors=True)
    print(json.dumps(measure_planning(manifest, results), indent=2))
    for row in simulate(results):
        print(json.dumps(row))


if __name__ == "__main__":
    main()
