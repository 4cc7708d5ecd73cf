// Editing the words of a pair: a field a sentence; nothing typed is lost, whoever else edits.

import { get, make, post } from "./core.js";
import { SIDES } from "./cells.js";

export class TextEditor {
  editing = true;

  // `desk` keeps rows: {pair, languages, keepRow(row), rowOf(id), saved(answer), resized()}.
  constructor(row, element, side, desk) {
    this.id = row.id;
    this.element = element;
    this.desk = desk;
    for (const name of SIDES) {
      element.querySelectorAll(`.cell.${name} .sentence`).forEach((paragraph, i) => {
        paragraph.replaceChildren(this.field(row, name, i));
      });
    }
    (element.querySelector(`.cell.${side} textarea`) ?? element.querySelector("textarea"))?.focus();
  }

  draftKey(name, i) {
    return `draft ${this.desk.pair} ${this.id} ${name} ${i}`;
  }

  field(row, name, i) {
    const shown = row[name][i];
    const area = make("textarea", {
      rows: 1,
      lang: this.desk.languages[name],
      maxlength: 20000,
      "aria-label": `${name} sentence ${i + 1}`,
      "data-side": name,
      "data-sentence": i,
    });
    // Words typed before a reload or a lost server are still here.
    area.value = sessionStorage.getItem(this.draftKey(name, i)) ?? shown.text;
    area.dataset.textBefore = shown.text;
    const fit = () => {
      area.style.height = "auto";
      area.style.height = `${area.scrollHeight + 2}px`;
      this.desk.resized();
    };
    area.addEventListener("input", () => {
      sessionStorage.setItem(this.draftKey(name, i), area.value);
      fit();
    });
    requestAnimationFrame(fit);
    const parts = [area];
    if (shown.original !== undefined) parts.push(this.backButton(area, shown.original));
    return make("span.editor", ...parts);
  }

  backButton(area, original) {
    const back = make("button.plain", { type: "button" }, "as it was read");
    back.onclick = () => {
      area.value = original;
      area.dispatchEvent(new Event("input"));
      area.focus();
    };
    return back;
  }

  // Saves what was changed; throws, with the field still open, when a sentence could not be saved.
  async save() {
    for (const area of this.element.querySelectorAll("textarea")) {
      if (area.value === area.dataset.textBefore) continue;
      try {
        await this.saveField(area);
      } catch (error) {
        if (error.status === 409) await this.showTheirs(area);
        area.focus();
        throw error;
      }
      area.dataset.textBefore = area.value;
    }
  }

  async saveField(area) {
    const { side, sentence, textBefore } = area.dataset;
    const answer = await post("act", {
      pair: this.desk.pair,
      action: "edit-text",
      link: this.id,
      version: this.desk.rowOf(this.id).version,
      side,
      sentence: Number(sentence),
      text: area.value,
      text_before: textBefore,
    });
    sessionStorage.removeItem(this.draftKey(side, sentence));
    this.desk.saved(answer);
  }

  // The words in the project are no longer those the edit began with: both are shown.
  async showTheirs(area) {
    const [fresh] = await get("rows", { pair: this.desk.pair, ids: this.id });
    if (!fresh) return;
    this.desk.keepRow(fresh);
    const theirs = fresh[area.dataset.side][Number(area.dataset.sentence)];
    area.parentElement.querySelector(".theirs")?.remove();
    if (theirs) {
      area.dataset.textBefore = theirs.text;
      area.after(make("span.theirs", make("b", { lang: "en" }, "Now in the project: "), theirs.text));
    }
    this.desk.resized();
  }

  dropDrafts() {
    for (const { dataset } of this.element.querySelectorAll("textarea")) {
      sessionStorage.removeItem(this.draftKey(dataset.side, dataset.sentence));
    }
  }
}
