"""Makes the changes of a preview in the project, as one edit that can be undone."""

from dataclasses import replace

from aligner.importing.comparing import NewText, Preview
from aligner.project.store import Project


def apply_changes(project: Project, preview: Preview, summary: str) -> None:
    """Makes all changes of the preview, or none.

    Raises:
        ChangedElsewhereError: A pair changed after the preview was made.
    """
    texts: dict[tuple[str, str, int], NewText] = {}
    with project.edit(summary) as edit:
        for change in preview.changes:
            if change.after != change.before:
                edit.change_link(change.before, change.after)
            for new in change.texts:
                texts.setdefault((new.bitext, new.side.value, new.segment.index), new)
        for new in texts.values():
            old = new.segment
            original = old.text if old.original is None else old.original
            edit.change_segment(
                project.bitext_id(new.bitext),
                new.side,
                old,
                replace(old, text=new.text, original=None if new.text == original else original),
            )
