// streamlit-webrtc's streamer, which lives in a frame of this page: given our stream, and started and stopped by its button.

const TITLE = /webrtc/i;
const LOOK_EVERY_MS = 100;

function button(name) {
  const frame = [...document.querySelectorAll("iframe")].find((frame) => TITLE.test(frame.title + frame.src));
  const buttons = frame?.contentDocument?.querySelectorAll("button") ?? [];
  return [...buttons].find((button) => button.textContent.trim().toLowerCase() === name && !button.disabled);
}

/**
 * Start streaming, as soon as there is a streamer that stands still: its frame comes a second or more after the page,
 * and one that runs is stopped. The streamer asks for a microphone of its own; it gets ours, so that permission,
 * device, echo cancellation and muting are decided in one place, and a change of device does not disturb the connection.
 * @param {() => MediaStream} stream  makes a copy of the microphone's stream; the streamer stops what it was given
 * @param {() => boolean} isWanted  asked while there is nothing to press; false ends the wait
 */
export async function start(stream, isWanted) {
  stop();
  while (isWanted()) {
    const found = button("start");
    if (found) {
      // Only now: the document that the frame had before this one had another navigator.
      found.ownerDocument.defaultView.navigator.mediaDevices.getUserMedia = async () => stream();
      found.click();
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

/** Stop streaming, if it runs. */
export function stop() {
  button("stop")?.click();
}
