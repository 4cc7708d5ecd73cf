// How doubt is coloured: in which band a confidence lies. The two borders are those of
// aligner/confidence.py; style.css gives each band its colours (--sure, --doubtful, --bad).

import { pageData } from "./core.js";

// "sure", "doubtful" or "bad", the name of a class and of the colours. Three bands help the eye;
// the number beside them says the rest.
export const band = (confidence, uncertain = pageData.uncertain) =>
  confidence >= uncertain ? "sure" : confidence >= pageData.likely_wrong ? "doubtful" : "bad";
