// Runs the bundle in Cloudflare's own runtime, without its compatibility with Node.
import { Miniflare } from 'miniflare';

const worker = new Miniflare({ modules: true, scriptPath: 'bundle.js', compatibilityDate: '2026-01-01' });
try {
  const response = await worker.dispatchFetch('http://worker.test/');
  console.log(await response.text());
} finally {
  await worker.dispose();
}
