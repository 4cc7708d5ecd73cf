// Adding a term: its words in one text, and the likely words of the other to choose from.

import { byId, make, openDialog, post } from "./core.js";

// `place` names the pair and the link; `added` hears what was saved.
export async function openTerm(place, from, words, languages, added, back) {
  const [own, other] = from === "source" ? ["source", "target"] : ["target", "source"];
  byId(`term-${own}`).value = words;
  byId(`term-${other}`).value = "";
  const box = byId("proposals");
  box.replaceChildren(make("span.quiet", "searching …"));
  const save = async () => {
    const terms = { source: byId("term-source").value, target: byId("term-target").value };
    added(await post("term-add", { ...place, ...terms }));
  };
  openDialog("term", save, back);
  byId(`term-${other}`).focus();
  try {
    const { proposals } = await post("term-proposals", { ...place, side: own, words });
    box.replaceChildren(...proposals.map((text, i) => proposal(text, i, other, languages[other])));
    if (!proposals.length) box.replaceChildren(make("span.quiet", "none found; type them"));
    else if (!byId(`term-${other}`).value) byId(`term-${other}`).value = proposals[0];
  } catch (error) {
    box.replaceChildren(make("span.quiet", error.message));
  }
}

function proposal(text, i, other, lang) {
  const button = make("button", { type: "button", lang }, text, make("kbd", `Alt+${i + 1}`));
  button.onclick = () => {
    byId(`term-${other}`).value = text;
    byId(`term-${other}`).focus();
  };
  return button;
}
