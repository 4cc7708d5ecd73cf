"""Many pairs, one after the other: the good ones are aligned, done ones are left alone."""

from dataclasses import replace
from pathlib import Path

import pytest

from aligner.align_options import AlignOptions
from aligner.batch.jobs import Job
from aligner.batch.run import JobOutcome, State, align_jobs
from aligner.bitext import LinkStatus
from aligner.errors import ModelUnavailableError
from aligner.project.store import Project

OPTIONS = AlignOptions()


@pytest.fixture
def job(tmp_path: Path) -> Job:
    """A pair of two sentences."""
    source, target = tmp_path / "en.txt", tmp_path / "zh.txt"
    source.write_text("The talks began. Nobody expected a result.", encoding="utf-8")
    target.write_text("会谈开始了。没有人期待结果。", encoding="utf-8")
    return Job(source, target, tmp_path / "out" / "1" / "talk.duizhao")


def run(*jobs: Job, options: AlignOptions = OPTIONS, force: bool = False) -> list[JobOutcome]:
    return list(align_jobs(jobs, options, force=force))


def states(*jobs: Job, options: AlignOptions = OPTIONS, force: bool = False) -> list[State]:
    return [outcome.state for outcome in run(*jobs, options=options, force=force)]


def test_what_is_done_stays_until_something_changes(job: Job) -> None:
    """Same files and options: left alone; other text, other options or force: aligned again."""
    assert states(job) == [State.ALIGNED]
    assert states(job) == [State.KEPT]
    assert states(job, options=replace(OPTIONS, batch_size=8)) == [State.KEPT]
    assert states(job, force=True) == [State.ALIGNED]
    assert states(job, options=replace(OPTIONS, mode="full")) == [State.ALIGNED]
    assert job.target
    job.target.write_text("会谈开始了。没有人期待任何结果。", encoding="utf-8")
    assert states(job, options=replace(OPTIONS, mode="full")) == [State.ALIGNED]


def test_what_is_kept_is_reported_like_what_is_made(job: Job) -> None:
    """The links of a project that was left alone are there for the summary."""
    made, kept = run(job)[0].aligned, run(job)[0].aligned
    assert made
    assert kept
    assert (kept.mode, kept.reason) == (made.mode, made.reason)
    assert len(kept.bitext.links) == len(made.bitext.links) == 2


def test_one_bad_file_does_not_stop_the_others(job: Job, tmp_path: Path) -> None:
    """A missing file and a damaged one are named; no draft of a project is left of them."""
    bad = tmp_path / "bad.docx"
    bad.write_bytes(b"PK\x03\x04 cut off")
    jobs = [
        Job(tmp_path / "missing.txt", job.target, tmp_path / "out" / "a.duizhao"),
        Job(bad, job.target, tmp_path / "out" / "b.duizhao"),
        job,
    ]
    outcomes = run(*jobs)
    assert [outcome.state for outcome in outcomes] == [State.FAILED, State.FAILED, State.ALIGNED]
    assert "missing.txt: there is no such file" in outcomes[0].reason
    assert "bad.docx" in outcomes[1].reason
    assert [path.name for path in sorted((tmp_path / "out").rglob("*.*"))] == ["talk.duizhao"]


def test_another_pair_of_the_same_project_name_is_refused(job: Job, tmp_path: Path) -> None:
    """A project of other texts is somebody's work; it is not written into."""
    run(job)
    other = tmp_path / "other.txt"
    other.write_text("The talks began.", encoding="utf-8")
    outcome = run(replace(job, source=other), force=True)[0]
    assert outcome.state is State.FAILED
    assert "holds other texts" in outcome.reason


def test_decisions_outlive_a_second_run(job: Job) -> None:
    """Aligning by force keeps what a person decided."""
    run(job)
    with Project.open(job.project) as project:
        link = project.links("en – zh")[0]
        with project.edit("reject") as edit:
            edit.change_link(link, replace(link, status=LinkStatus.REJECTED))
    run(job, force=True)
    with Project.open(job.project) as project:
        assert project.links("en – zh")[0].status is LinkStatus.REJECTED


def test_languages_of_a_job_go_before_those_of_the_run(job: Job) -> None:
    """A list may name the languages of each pair."""
    named = replace(job, source_language="de", target_language="zh-TW")
    aligned = run(named, options=replace(OPTIONS, source_language="en"))[0].aligned
    assert aligned
    assert aligned.bitext.source.language == "de"
    assert aligned.bitext.target.language == "zh-TW"


def test_a_missing_model_stops_the_run(job: Job) -> None:
    """It is no fault of a file, and every pair would fail alike."""
    with pytest.raises(ModelUnavailableError):
        run(job, options=replace(OPTIONS, model="./no-such-model"))
