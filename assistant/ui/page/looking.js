/** What can be done with pictures, by button and by voice: the actions of the stage. */

import { createCamera } from "./camera.js";
import { NOTHING, createPictures } from "./pictures.js";
import { findingOf, thingsOf } from "./things.js";

/**
 * {actions, doings, quiet}: what the stage's buttons call; what a request by voice does where no button says it; and
 * what puts away a sentence that was read, as the next question does.
 */
export function createLooking(store, socket) {
  const pictures = createPictures(store);
  const camera = createCamera(store, pictures.fail);

  const actions = {
    addPictures: pictures.add,
    hint: pictures.hint,
    openCamera: camera.open,
    closeCamera: camera.close,
    look: (picture) => socket.send({ do: "look", picture }),
    removePicture: (picture) => socket.send({ do: "remove-picture", picture }),
    select: (thing) => socket.send({ do: "select", thing }),
    point: (thing, { x, y }, inside) => socket.send({ do: "point", thing, x, y, inside }),
    threshold: (value) => socket.send({ do: "threshold", value }),
  };
  const doings = {
    picture: (value) => lookFor(value),
    select: (value) => selectBy(value),
    save: (value) => save(value),
  };

  function lookFor(value) {
    const numbers = store.state.view.pictures.map(({ number }) => number);
    const at = numbers.indexOf(store.state.view.picture);
    const places = { next: at + 1, previous: at - 1, last: numbers.length - 1 };
    const wanted = value in places ? numbers[places[value]] : Number(value);
    if (numbers.includes(wanted)) actions.look(wanted);
  }

  function selectBy(value) {
    const numbers = thingsOf(store.state).map(({ number }) => number);
    const wanted = value === "last" ? numbers.at(-1) : Number(value);
    if (wanted === 0 || numbers.includes(wanted)) actions.select(wanted);
  }

  /** The first file whose name begins with what was asked for. */
  function save(value) {
    const file = findingOf(store.state)?.files.find(({ name }) => name.startsWith(value));
    if (!file) return pictures.hint("There is nothing of that kind to save yet.");
    const link = document.createElement("a");
    link.href = file.url;
    link.download = file.name;
    link.click();
    return undefined;
  }

  function quiet() {
    const { error, hint } = store.state.incoming;
    if (error || hint) store.set({ incoming: NOTHING });
  }

  store.subscribe(({ view }, before) => view.state === "thinking" && before.view.state !== "thinking" && quiet());
  return { actions, doings, quiet };
}
