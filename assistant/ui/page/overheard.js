/** What was heard and left alone: grey words for some seconds, and how to have them answered all the same. */

import { make, onChange, say } from "./dom.js";

const GONE_AFTER_MS = 400; // as long as it fades in part.css
const LEFT_ALONE = "Not answered. Say “Oriel, answer that”.";
const UNSURE = "Was that for Oriel? Then say “Oriel, answer that”.";

/** The place of the words, in a live region: `update(view)` draws it, `end()` stops its timer. */
export function createOverheard() {
  const hint = make("span");
  const words = make("q", { dir: "auto" });
  const node = make("span", { class: "overheard", hidden: "" }, hint, " ", words);
  let timer = 0;

  function show(text, unsure, language) {
    node.hidden = false;
    node.classList.remove("gone");
    words.lang = language;
    say(hint, unsure ? UNSURE : LEFT_ALONE);
    say(words, text);
  }

  function fade() {
    node.classList.add("gone");
    timer = setTimeout(() => {
      node.hidden = true;
    }, GONE_AFTER_MS);
  }

  const draw = onChange((text, unsure, language) => {
    clearTimeout(timer);
    if (text) show(text, unsure, language);
    else if (!node.hidden) fade();
  });

  return {
    node,
    update: (view) => draw(view.overheard, view.unsure, view.language),
    end: () => clearTimeout(timer),
  };
}
