// How far the review has come: the line at the top, the counts of the filters, the map.

import { get, byId, count } from "./core.js";
import { showCounts } from "./filters.js";

export class Progress {
  // `onCount(links)` hears how many pairs there are.
  constructor(pair, view, map, onCount) {
    this.pair = pair;
    this.view = view;
    this.map = map;
    this.onCount = onCount;
  }

  async load() {
    const found = await get("overview", { pair: this.pair, below: this.view.uncertain });
    this.show(found.progress);
    showCounts(found.counts);
  }

  show({ uncertain, uncertain_done: done, expected_wrong: wrong, links, decided, scored }) {
    this.onCount(links);
    const left = wrong >= 10 ? Math.round(wrong) : wrong;
    byId("progress-text").textContent = scored
      ? `${count(done)} of ${count(uncertain)} uncertain links done · about ${count(left)} expected to be wrong`
      : `${count(decided)} of ${count(links)} links decided · not scored`;
    const bar = byId("progress-bar");
    bar.max = Math.max(1, uncertain);
    bar.value = uncertain ? done : 1;
    this.map.describe(
      `Dot plot of ${count(links)} pairs. ${count(uncertain - done)} uncertain pairs are left; N goes to the next one.`,
    );
  }

  // Counts and map take longer than an edit at 50,000 pairs, so they follow when the keys rest.
  soon() {
    clearTimeout(this.counting);
    clearTimeout(this.mapping);
    this.counting = setTimeout(() => this.load().catch(() => {}), 300);
    this.mapping = setTimeout(() => this.map.load(), 2000);
  }
}
