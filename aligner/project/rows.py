"""Rows of the database to dataclasses and back; the only place that knows the columns."""

import json
import sqlite3
from dataclasses import astuple
from typing import Any

from aligner.bitext import Block, BlockKind, Document, Link, LinkStatus, Run, Segment, Side
from aligner.term import Term, TermEvidence, TermOrigin, TermStatus, Variant

Row = dict[str, Any]
"""Column to value."""


def to_json(value: Any) -> str:
    """Compact JSON with readable Chinese."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def document_row(bitext: int, document: Document) -> Row:
    """The columns of a document."""
    return {
        "bitext": bitext,
        "side": document.side.value,
        "language": document.language,
        "origin": document.origin,
        "sha256": document.sha256,
        "text": document.text,
        "blocks": to_json([[b.start, b.end, b.kind.value, b.label] for b in document.blocks]),
        "notes": to_json(document.notes),
    }


def read_document(row: sqlite3.Row) -> Document:
    """The document of a row."""
    blocks = (
        Block(start, end, BlockKind(kind), label)
        for start, end, kind, label in json.loads(row["blocks"])
    )
    return Document(
        side=Side(row["side"]),
        language=row["language"],
        origin=row["origin"],
        sha256=row["sha256"],
        text=row["text"],
        blocks=tuple(blocks),
        notes=tuple(json.loads(row["notes"])),
    )


def segment_row(document: int, segment: Segment) -> Row:
    """The columns of a segment."""
    return {
        "document": document,
        "idx": segment.index,
        "block": segment.block,
        "start": segment.start,
        "end": segment.end,
        "text": segment.text,
        "original": segment.original,
    }


def read_segment(row: sqlite3.Row) -> Segment:
    """The segment of a row."""
    return Segment(
        index=row["idx"],
        block=row["block"],
        start=row["start"],
        end=row["end"],
        text=row["text"],
        original=row["original"],
    )


def link_row(bitext: int, link: Link) -> Row:
    """The columns of a link, without its id."""
    return {
        "bitext": bitext,
        "source_start": link.source.start,
        "source_end": link.source.end,
        "target_start": link.target.start,
        "target_end": link.target.end,
        "confidence": link.confidence,
        "status": link.status.value,
        "flags": to_json(link.flags),
        "note": link.note,
        "bookmarked": int(link.bookmarked),
        "version": link.version,
    }


def read_link(row: sqlite3.Row | Row) -> Link:
    """The link of a row."""
    return Link(
        source=Run(row["source_start"], row["source_end"]),
        target=Run(row["target_start"], row["target_end"]),
        confidence=row["confidence"],
        status=LinkStatus(row["status"]),
        flags=tuple(json.loads(row["flags"])),
        note=row["note"],
        bookmarked=bool(row["bookmarked"]),
        id=row["id"],
        version=row["version"],
    )


def term_row(term: Term) -> Row:
    """The columns of a term, without its id."""
    return {
        "source": term.source,
        "target": term.target,
        "source_language": term.source_language,
        "target_language": term.target_language,
        "confidence": term.confidence,
        "status": term.status.value,
        "origin": term.origin.value,
        "part_of_speech": term.part_of_speech,
        "domain": term.domain,
        "note": term.note,
        "count": term.count,
        "source_count": term.source_count,
        "target_count": term.target_count,
        "source_variants": to_json([astuple(v) for v in term.source_variants]),
        "target_variants": to_json([astuple(v) for v in term.target_variants]),
        "evidence": to_json([astuple(e) for e in term.evidence]),
        "version": term.version,
    }


def read_term(row: sqlite3.Row | Row) -> Term:
    """The term of a row."""
    return Term(
        source=row["source"],
        target=row["target"],
        source_language=row["source_language"],
        target_language=row["target_language"],
        confidence=row["confidence"],
        status=TermStatus(row["status"]),
        origin=TermOrigin(row["origin"]),
        part_of_speech=row["part_of_speech"],
        domain=row["domain"],
        note=row["note"],
        count=row["count"],
        source_count=row["source_count"],
        target_count=row["target_count"],
        source_variants=tuple(Variant(*v) for v in json.loads(row["source_variants"])),
        target_variants=tuple(Variant(*v) for v in json.loads(row["target_variants"])),
        evidence=tuple(
            TermEvidence(bitext, source, (a, b), target, (c, d))
            for bitext, source, (a, b), target, (c, d) in json.loads(row["evidence"])
        ),
        id=row["id"],
        version=row["version"],
    )
