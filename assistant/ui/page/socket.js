// The WebSocket to the server, which comes back by itself.

const PATH = "/assistant/link";
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 2000;

/**
 * Connect, and connect again whenever the connection is lost.
 * @param {{opened: () => object, told: (message: object) => void, sound: (bytes: ArrayBuffer) => void,
 *          lost: () => void}} on  `opened` returns the first message.
 * @returns {{send: (message: object) => void, sendSound: (bytes: ArrayBuffer) => void, connect: () => void,
 *           lose: () => void}}  `lose` breaks the connection, as the world may
 */
export function createSocket(on) {
  let socket = null;
  let wait = FIRST_WAIT_MS;

  function connect() {
    const scheme = location.protocol === "https:" ? "wss://" : "ws://";
    const opening = (socket = new WebSocket(scheme + location.host + PATH));
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      wait = FIRST_WAIT_MS;
      send(on.opened());
    };
    socket.onmessage = ({ data }) => {
      if (opening !== socket) return;
      if (typeof data === "string") on.told(JSON.parse(data));
      else on.sound(data);
    };
    socket.onclose = () => {
      if (opening !== socket) return;
      on.lost();
      setTimeout(connect, wait);
      wait = Math.min(2 * wait, LONGEST_WAIT_MS);
    };
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

  // The server learns at once that a page that is reloaded or closed has gone.
  addEventListener("pagehide", () => {
    const closing = socket;
    socket = null;
    closing?.close();
  });
  addEventListener("pageshow", (event) => event.persisted && connect());

  return { send, sendSound, connect, lose: () => socket?.close() };
}
