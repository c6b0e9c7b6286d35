/** The camera: opened on request, seen before anything is taken, closed as soon as the photo is. */

import { button, make, onChange } from "./dom.js";

const WANTED = { video: { width: { ideal: 1920 }, height: { ideal: 1080 } } };
const REFUSED =
  "The browser does not let Oriel use the camera. Allow it beside the address, or add a picture from a file.";
const WRONG = {
  NotAllowedError: REFUSED,
  SecurityError: REFUSED,
  NotFoundError: "There is no camera on this machine. Add a picture from a file.",
  NotReadableError: "Another program uses the camera. Close it there, then try again.",
};
const OFF = { phase: "off", stream: null };

/** The camera of this window; what it does is seen in `store.camera`. failed: called with one sentence. */
export function createCamera(store, failed) {
  async function open() {
    if (store.state.camera.phase !== "off") return;
    store.set({ camera: { phase: "asking", stream: null } });
    try {
      const stream = await navigator.mediaDevices.getUserMedia(WANTED);
      if (store.state.camera.phase !== "asking") return stop(stream);
      stream.getVideoTracks()[0].addEventListener("ended", close);
      store.set({ camera: { phase: "on", stream } });
    } catch (error) {
      close();
      failed(WRONG[error.name] ?? "The camera cannot be opened.");
    }
  }

  function close() {
    const { phase, stream } = store.state.camera;
    if (phase === "off") return;
    store.set({ camera: OFF });
    if (stream) stop(stream);
  }

  return { open, close };
}

function stop(stream) {
  for (const track of stream.getTracks()) track.stop();
}

/** What the camera sees, and the buttons to take it or not: `update(state)` draws it. */
export function createViewfinder(actions) {
  const video = make("video", { autoplay: "", playsinline: "", "aria-label": "What the camera sees" });
  const asking = make("p", { class: "asking", text: "Choose “Allow” in the browser’s question." });
  const take = button("take-photo", "Take the photo", shoot, { class: "main" });
  const cancel = button("close-camera", "Cancel", () => actions.closeCamera());
  const row = make("div", { class: "row" }, take, cancel);
  const node = make("div", { class: "viewfinder", hidden: "" }, video, asking, row);
  video.muted = true;

  async function shoot() {
    const { videoWidth: width, videoHeight: height } = video;
    if (!width) return;
    const canvas = new OffscreenCanvas(width, height);
    canvas.getContext("2d").drawImage(video, 0, 0);
    const blob = await canvas.convertToBlob({ type: "image/png" }); // as it is: no second compression
    actions.closeCamera();
    actions.addPictures([new File([blob], "Photo.png", { type: blob.type })]);
  }

  const draw = onChange(({ phase, stream }) => {
    const wasHidden = node.hidden;
    node.hidden = phase === "off";
    video.hidden = phase !== "on";
    asking.hidden = phase !== "asking";
    video.srcObject = stream;
    take.hidden = phase !== "on";
    if (phase === "on") take.dataset.command = "take-photo";
    else delete take.dataset.command;
    if (!node.hidden && (wasHidden || phase === "on")) (take.hidden ? cancel : take).focus();
  });

  return { node, update: ({ camera }) => draw(camera) };
}
