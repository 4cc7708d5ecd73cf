// What the reader asked to see, and how much of it there is.

import { byId, count } from "./core.js";

export function readFilters() {
  const form = byId("filters");
  const conditions = [...form.querySelectorAll("[name=conditions]:checked")].map((box) => box.value);
  const words = byId("words").value.trim();
  const below = byId("below-on").checked ? byId("below").value : "";
  const any = conditions.length > 0 || words !== "" || below !== "";
  return { any, query: { conditions: conditions.join(","), words, below, context: byId("context").value || 0 } };
}

export function showCounts(counts) {
  for (const output of document.querySelectorAll("[data-count]")) {
    output.textContent = count(counts[output.dataset.count] ?? 0);
  }
}
