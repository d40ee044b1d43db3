// Sends a dropped or chosen photo to the inbox, says how it goes, and opens the page of its card.
// @ts-check

/** Between two questions how far a photo is. */
const POLL_MS = 400;
/** A photo takes seconds. After this time there is something else to be said. */
const MAX_WAIT_MS = 180_000;

/** @type {<T extends HTMLElement>(id: string) => T} */
const byId = (id) => /** @type {any} */ (document.getElementById(id)); // the page has them all

const form = byId('upload');
const drop = byId('drop');
const chooser = /** @type {HTMLInputElement} */ (byId('photo'));
const blur = /** @type {HTMLInputElement} */ (byId('blur'));
const sent = /** @type {HTMLProgressElement} */ (byId('sent'));
const review = byId('review');
const address = form.dataset['address'] ?? '';
const maxBytes = Number(form.dataset['maxBytes']);

/** A sentence for the reader. */
class Refusal extends Error {}

let isBusy = false;
let reviewed = '';

/** @param {string} text @param {'busy' | 'refused' | ''} kind */
function say(text, kind = '') {
  byId('state').textContent = text;
  form.dataset['state'] = kind;
}

/** @param {boolean} busy */
function setBusy(busy) {
  isBusy = busy;
  chooser.disabled = busy;
  blur.disabled = busy;
  byId('progress').hidden = !busy;
}

/** @param {() => Promise<void>} work */
async function busily(work) {
  if (isBusy) return;
  setBusy(true);
  review.hidden = true;
  try {
    await work();
  } catch (error) {
    say(
      error instanceof Refusal ? error.message : 'This machine’s stack does not answer. Is npm start still running?',
      'refused',
    );
  }
  setBusy(false);
  chooser.value = ''; // so that the same file can be chosen again
}

/** @param {string} path @param {object} [body] */
async function ask(path, body) {
  const post = { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const answer = await fetch(`${address}${path}`, body ? post : {});
  const json = await answer.json();
  if (!answer.ok) throw new Refusal([json.message, json.allowed && `Allowed: ${json.allowed}.`].filter(Boolean).join(' '));
  return json;
}

/** @param {File} file */
async function upload(file) {
  if (file.size === 0) throw new Refusal(`${file.name} is empty, or a folder. Choose one file with a photo.`);
  if (file.size > maxBytes) {
    const megabytes = Math.ceil(file.size / 1e5) / 10;
    throw new Refusal(
      `${file.name} has ${megabytes} MB, and a photo has at most ${maxBytes / 1e6} MB. Save it smaller, and send that.`,
    );
  }
  say(`Sending ${file.name} …`, 'busy');
  sent.value = 0;
  const name = file.name.slice(0, 255);
  const { upload: id, url, fields } = await ask('/uploads', { name, ...(blur.checked ? { edits: { blur: 'faces' } } : {}) });
  await post(url, fields, file);
  await follow(id);
}

/** The form's fields first: S3 reads nothing that comes after the file. @param {string} url @param {object} fields @param {File} file */
function post(url, fields, file) {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  data.append('file', file);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest(); // fetch() does not say how much it has sent
    request.open('POST', url);
    request.upload.onprogress = ({ loaded, total }) => {
      sent.value = loaded / total;
    };
    request.onload = () => {
      if (request.status < 300) return resolve(undefined);
      const [, code = request.status] = /<Code>(\w+)/.exec(request.responseText) ?? [];
      return reject(new Refusal(`The inbox has refused the file (${code}).`));
    };
    request.onerror = () => reject(new Error('no answer'));
    request.send(data);
  });
}

/** @param {string} id */
async function follow(id) {
  sent.removeAttribute('value'); // how long it takes from now on, nobody can say
  say('Looking for heads and making the sizes that cards need …', 'busy');
  for (const end = Date.now() + MAX_WAIT_MS; Date.now() < end; ) {
    const { status, photo, message, preview, hidden } = await ask(`/uploads/${id}`);
    if (status === 'ready') {
      say('Ready. The card is being drawn …', 'busy');
      location.assign(`${address}/${photo}`);
      return;
    }
    if (status === 'refused' || status === 'failed') throw new Refusal(message);
    if (status === 'review') {
      showReview(id, preview, hidden.length);
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new Refusal(
    'It takes longer than three minutes. The log of npm start may say why; the photo appears here when it is ready.',
  );
}

/** @param {string} id @param {string} preview @param {number} heads */
function showReview(id, preview, heads) {
  reviewed = id;
  /** @type {HTMLImageElement} */ (byId('preview')).src = preview;
  review.hidden = false;
  const found =
    heads === 0
      ? 'No face was found in it that could be hidden'
      : 'No face was surely found in it: what may be one is hidden below. Look whether any is left to see';
  say(`${found}, so nothing is published until you have looked.`);
}

chooser.addEventListener('change', () => {
  const file = chooser.files?.[0];
  if (file) busily(() => upload(file));
});
byId('publish').addEventListener('click', () =>
  busily(async () => {
    await ask(`/uploads/${reviewed}/review`, { edits: { seen: true } });
    await follow(reviewed);
  }),
);
form.addEventListener('submit', (event) => event.preventDefault());

// Anywhere on the page: a file that is dropped next to the field would be opened in place of the page.
for (const type of ['dragenter', 'dragover'])
  addEventListener(type, (event) => {
    event.preventDefault();
    drop.classList.add('over');
  });
addEventListener('dragleave', ({ relatedTarget }) => {
  if (!relatedTarget) drop.classList.remove('over');
});
addEventListener('drop', (event) => {
  event.preventDefault();
  drop.classList.remove('over');
  const files = event.dataTransfer?.files;
  const file = files?.[0];
  if (!isBusy && files?.length !== 1) say('Drop one file with a photo.', 'refused');
  else if (file) busily(() => upload(file));
});
