/** What is shown of a finding: which things count, what each is called, and what is said where there is none. */

const LOWEST = 0.05; // of the certainty that can be asked for

/** The picture on the stage, or undefined. */
export function pictureOf({ view }) {
  return view.pictures.find(({ number }) => number === view.picture);
}

/** What was found in the picture on the stage, or null. */
export function findingOf({ view }) {
  return view.finding && view.finding.picture === view.picture ? view.finding : null;
}

/** From which certainty things are shown: as the slider stands, until what the server believes says the same. */
export function thresholdOf(state) {
  const { threshold } = state.stage;
  const isOurs = threshold && threshold.picture === state.view.picture;
  return isOurs ? threshold.value : (findingOf(state)?.threshold ?? 0);
}

/** The least certainty that can be asked for. */
export function floorOf(state) {
  return Math.max(LOWEST, findingOf(state)?.floor ?? LOWEST);
}

/** The things that count at this certainty; not wholly equal numbers come from the slider and from the detector. */
export function thingsOf(state) {
  const finding = findingOf(state);
  if (!finding) return [];
  const { threshold } = state.stage;
  const isAsked = threshold && threshold.picture === state.view.picture;
  return isAsked ? finding.things.filter(({ score }) => score >= threshold.value) : finding.things;
}

/** How a screen reader names a thing: "2 of 3, dog, right, 85 percent". */
export function nameOf({ number, label, place, score, certain }, count) {
  const what = certain ? label : `perhaps ${label}`;
  return [`${number} of ${count}`, what, place, `${percentOf(score)} percent`].filter(Boolean).join(", ");
}

/** What stands beside its number: "the left dog". */
export function captionOf({ name, certain }) {
  return certain ? name : `${name}?`;
}

/** A certainty in whole percent. */
export function percentOf(score) {
  return Math.round(100 * score);
}

/** One sentence on what is on the stage. */
export function sentenceOf(state) {
  const finding = findingOf(state);
  const shown = thingsOf(state).length;
  if (!finding) return "";
  const missing = finding.missing.length ? `no ${finding.missing.join(", no ")}` : "";
  if (!finding.things.length) return missing ? `Nothing found: ${missing}.` : "Nothing found.";
  const hidden = finding.things.length - shown;
  const found = shown === 1 ? "1 thing found" : `${shown} things found`;
  const also = hidden ? `${hidden} less certain` : "";
  return `${[found, also, missing].filter(Boolean).join(", ")}.`;
}
