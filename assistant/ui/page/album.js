/** The pictures of the conversation: which is on the stage, how others come in, and how one is put away. */

import { button, make, offer, onChange } from "./dom.js";

const ACCEPTED = "image/*,.heic,.heif";

/** The album: `update(state)` draws it. reveal: called where it must be seen. */
export function createAlbum(actions, reveal) {
  const thumbnails = make("ul", { class: "thumbnails", role: "list", "aria-label": "Pictures" });
  const file = make("input", { type: "file", accept: ACCEPTED, multiple: "", hidden: "", "aria-label": "Pictures" });
  const add = button("add-picture", "Add a picture", pick);
  const photo = button("take-photo", "Take a photo", () => actions.openCamera());
  const away = button("remove-picture", "Put away", () => actions.removePicture(current), { hidden: "" });
  const node = make("div", { class: "album" }, thumbnails, make("div", { class: "sources" }, add, photo, away), file);
  let current = 0;

  /** A browser opens its window for files only for someone who has just pressed something. */
  function pick() {
    if (navigator.userActivation?.isActive ?? true) return file.click();
    reveal();
    add.focus();
    actions.hint("Press Enter to choose a picture.");
  }

  file.addEventListener("change", () => {
    actions.addPictures([...file.files]);
    file.value = ""; // the same one may be chosen again
  });

  const drawThumbnails = onChange((pictures, number) => {
    const several = pictures.length > 1 ? pictures : [];
    while (thumbnails.children.length > several.length) thumbnails.lastChild.remove();
    while (thumbnails.children.length < several.length) thumbnails.append(drawThumbnail(actions));
    several.forEach((picture, i) => fillThumbnail(thumbnails.children[i].firstChild, picture, number));
    thumbnails.hidden = !several.length;
  });

  function update({ view, camera }) {
    current = view.picture;
    drawThumbnails(view.pictures, view.picture);
    offer(photo, "take-photo", camera.phase === "off");
    offer(away, "remove-picture", view.picture > 0 && camera.phase === "off");
  }

  return { node, add, photo, update };
}

function drawThumbnail(actions) {
  const node = button("picture", "", () => actions.look(Number(node.dataset.value)));
  node.append(make("img", { alt: "", draggable: "false" }), make("span", { class: "number" }));
  return make("li", {}, node);
}

function fillThumbnail(node, { number, name, thumbnail }, current) {
  const [image, badge] = node.children;
  node.dataset.value = String(number);
  node.ariaLabel = `Picture ${number}: ${name}`;
  node.ariaCurrent = String(number === current);
  if (image.getAttribute("src") !== thumbnail) image.setAttribute("src", thumbnail);
  badge.textContent = String(number);
}
