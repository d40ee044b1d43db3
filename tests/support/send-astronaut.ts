import { readFile } from 'node:fs/promises';
import { projectPath } from '../../project-path.ts';

/** Sends the astronaut by a form, as a browser does, and gives the id of the photo that is made of her. */
export async function sendAstronaut(api: string, edits: object = {}): Promise<string> {
  return sendPicture(api, await readFile(projectPath('tests/photos/pictures/astronaut.png')), edits);
}

export async function sendPicture(api: string, picture: Uint8Array, edits: object = {}): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  const asked = await fetch(`${api}/uploads`, { method: 'POST', headers, body: JSON.stringify({ edits }) });
  const { upload: name, url, fields } = (await asked.json()) as { upload: string; url: string; fields: Record<string, string> };
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.append(field, value);
  form.append('file', new Blob([new Uint8Array(picture)]));
  const sent = await fetch(url, { method: 'POST', body: form });
  if (!sent.ok) throw new Error(`The inbox says ${sent.status}.`);
  for (;;) {
    const { status, photo } = (await (await fetch(`${api}/uploads/${name}`)).json()) as { status: string; photo: string };
    if (status === 'ready') return photo;
    if (status !== 'waiting' && status !== 'working') throw new Error(`The upload is ${status}.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
