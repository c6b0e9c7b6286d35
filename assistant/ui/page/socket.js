// The WebSocket to the server, which comes back by itself.

const PATH = "/assistant/link";
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 2000;
const LOOK_EVERY_MS = 1000; // the server gives a sign of life as often
const SILENT_LOOKS = 4; // counted, and not timed: a page that was frozen has not been listening

/**
 * Connect, and connect again whenever the connection is lost, or has been silent for too long to be alive: a browser
 * itself notices nothing while the machine sleeps or the server hangs.
 * @param {{opened: () => object, told: (message: object) => void, sound: (bytes: ArrayBuffer) => void,
 *          lost: () => void}} on  `opened` returns the first message.
 * @returns {{send: (message: object) => void, sendSound: (bytes: ArrayBuffer) => void, connect: () => void,
 *           lose: () => void}}  `lose` breaks the connection, as the world may
 */
export function createSocket(on) {
  let socket = null;
  let wait = FIRST_WAIT_MS;
  let silent = 0; // looks since the last message

  function connect() {
    const scheme = location.protocol === "https:" ? "wss://" : "ws://";
    const opening = (socket = new WebSocket(scheme + location.host + PATH));
    silent = 0;
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      wait = FIRST_WAIT_MS;
      if (opening === socket) send(on.opened());
    };
    socket.onmessage = ({ data }) => {
      if (opening !== socket) return;
      silent = 0;
      if (typeof data === "string") on.told(JSON.parse(data));
      else on.sound(data);
    };
    socket.onclose = () => opening === socket && again();
  }

  function again() {
    const left = socket;
    socket = null;
    left.close(); // one that is dead may take a minute over it
    on.lost();
    setTimeout(connect, wait);
    wait = Math.min(2 * wait, LONGEST_WAIT_MS);
  }

  function look() {
    silent += 1;
    if (socket && silent > SILENT_LOOKS) again();
  }

  function isOpen() {
    return socket !== null && socket.readyState === WebSocket.OPEN;
  }

  function send(message) {
    if (isOpen()) socket.send(JSON.stringify(message));
  }

  function sendSound(bytes) {
    if (isOpen()) socket.send(bytes);
  }

  setInterval(look, LOOK_EVERY_MS);
  // The server learns at once that a page that is reloaded or closed has gone.
  addEventListener("pagehide", () => {
    const closing = socket;
    socket = null;
    closing?.close();
  });
  addEventListener("pageshow", (event) => event.persisted && connect());

  return { send, sendSound, connect, lose: () => socket?.close() };
}
