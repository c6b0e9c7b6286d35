/** How pictures come in: dropped anywhere, pasted, picked or taken; one after the other to the server. */

const WHERE = "/assistant/picture";
const MOST_BYTES = 64 * 2 ** 20;
const LARGE_BYTES = 2 ** 20; // below that nobody has to see how far it has come
const PICTURES = /\.(jpe?g|png|webp|hei[cf]|avif|gif|tiff?|bmp)$/i;
export const NOTHING = Object.freeze({ name: "", place: 0, count: 0, sent: null, error: "", hint: "" });

/** Takes files and sends them in order; how that goes is seen in `store.incoming`. */
export function createPictures(store) {
  const waiting = [];
  let isSending = false;
  let count = 0;

  function add(files) {
    if (!files.length) return;
    if (!isSending) {
      count = 0;
      store.set({ incoming: NOTHING });
    }
    waiting.push(...files);
    count += files.length;
    if (!isSending) sendAll();
  }

  async function sendAll() {
    isSending = true;
    const errors = [];
    while (waiting.length) {
      const file = waiting.shift();
      const error = reasonAgainst(file) || (await send(file, tell(file, count - waiting.length)));
      if (error) errors.push(error);
    }
    isSending = false;
    store.set({ incoming: { ...NOTHING, error: errors.join(" ") } });
  }

  function tell(file, place) {
    return (sent) => store.set({ incoming: { ...NOTHING, name: file.name, place, count, sent } });
  }

  return {
    add,
    fail: (error) => store.set({ incoming: { ...NOTHING, error } }),
    hint: (hint) => store.set({ incoming: { ...NOTHING, hint } }),
  };
}

/** What is wrong with a file that need not be sent, in one sentence; the rest is for the server to say. */
function reasonAgainst({ name, type, size }) {
  if (!type.startsWith("image/") && !PICTURES.test(name)) return `“${name}” is not a picture.`;
  if (size > MOST_BYTES) return `“${name}” is larger than ${MOST_BYTES / 2 ** 20} MB.`;
  return "";
}

/** Returns what went wrong, or "". fetch() would not say how far it has come. */
function send(file, tell) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const lost = () => resolve(`“${file.name}” could not be sent: Oriel does not answer.`);
    tell(file.size > LARGE_BYTES ? 0 : null);
    if (file.size > LARGE_BYTES) request.upload.onprogress = ({ loaded }) => tell(Math.min(1, loaded / file.size));
    request.onload = () => resolve(request.status < 300 ? "" : refusal(request, file));
    request.onerror = request.onabort = lost;
    request.open("POST", WHERE);
    request.setRequestHeader("X-File-Name", encodeURIComponent(file.name));
    request.send(file);
  });
}

function refusal({ responseText }, { name }) {
  try {
    return asSentence(JSON.parse(responseText).error);
  } catch {
    return `“${name}” was not taken.`;
  }
}

function asSentence(text) {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

/** Take what is dropped or pasted anywhere in the window. hint: a popover, shown while a file is held over it. */
export function attachIntake(hint, add, signal) {
  const options = { signal, capture: true };

  function show(on) {
    if (on === hint.matches(":popover-open")) return;
    if (on) hint.showPopover(); // above all else, whatever it lies in
    else hint.hidePopover();
  }

  function over(event) {
    if (!holdsFiles(event.dataTransfer)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
    show(true);
  }

  function drop(event) {
    show(false);
    if (!holdsFiles(event.dataTransfer)) return;
    event.preventDefault();
    event.stopPropagation();
    add([...event.dataTransfer.files]);
  }

  function paste(event) {
    const files = [...(event.clipboardData?.files ?? [])].filter(({ type }) => type.startsWith("image/"));
    const isText = isField(event) && event.clipboardData.getData("text/plain"); // and a picture of that text
    if (!files.length || isText) return;
    event.preventDefault();
    event.stopPropagation();
    add(files);
  }

  window.addEventListener("dragenter", over, options);
  window.addEventListener("dragover", over, options);
  window.addEventListener("dragleave", ({ relatedTarget }) => relatedTarget || show(false), options);
  window.addEventListener("drop", drop, options);
  window.addEventListener("paste", paste, options);
}

function holdsFiles(transfer) {
  return Boolean(transfer?.types.includes("Files"));
}

function isField(event) {
  const isOne = (node) => node instanceof Element && node.matches("input, textarea, [contenteditable]");
  return event.composedPath().some(isOne);
}
