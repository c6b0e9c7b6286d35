// streamlit-webrtc's streamer, which lives in a frame of this page: given our stream, and started and stopped by its button.

const TITLE = /webrtc/i;
const LOOK_EVERY_MS = 100;
const LOOK_FOR_MS = 3000;

function frame() {
  return [...document.querySelectorAll("iframe")].find((frame) => TITLE.test(frame.title + frame.src));
}

function button(name) {
  const buttons = frame()?.contentDocument?.querySelectorAll("button") ?? [];
  return [...buttons].find((button) => button.textContent.trim().toLowerCase() === name && !button.disabled);
}

async function press(name) {
  for (let waited = 0; waited < LOOK_FOR_MS; waited += LOOK_EVERY_MS) {
    const found = button(name);
    if (found) {
      found.click();
      return true;
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  return false;
}

/**
 * Start streaming. The streamer asks for a microphone of its own; it gets ours, so that permission, device, echo
 * cancellation and muting are decided in one place, and a change of device does not disturb the connection.
 * @param {() => MediaStream} stream  makes a copy of the microphone's stream; the streamer stops what it was given
 * @returns {Promise<boolean>} whether there was a streamer to start
 */
export async function start(stream) {
  const devices = frame()?.contentWindow?.navigator?.mediaDevices;
  if (!devices) return false;
  devices.getUserMedia = async () => stream();
  return press("start");
}

/** Stop streaming, if it runs. */
export function stop() {
  button("stop")?.click();
}
