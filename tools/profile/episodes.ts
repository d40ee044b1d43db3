// What a browser goes through in a recording besides drawing cards: errors, memory pressure, and every way to end.
import { setTimeout as sleep } from 'node:timers/promises';
import type { CDPSession } from 'puppeteer-core/internal/api/CDPSession.js';
import type { BrowserProcess } from '../../edge/adapters/browser/browser-process.ts';

/** Something that a page goes through; the page is loaded and drawn on before and after. */
export type Episode = (session: CDPSession) => Promise<void>;

const SCRIPT = `(() => { const seen = []; for (let i = 0; i < 2e5; i++) seen.push({ i, t: 'x' + i }); return seen.length; })()`;
const FORMATS = [
  { format: 'jpeg', quality: 100, optimizeForSpeed: false },
  { format: 'jpeg', quality: 1 },
  { format: 'png', optimizeForSpeed: true },
  { format: 'png' },
  { format: 'webp', quality: 80 },
  { format: 'webp', quality: 100, optimizeForSpeed: true },
] as const;

export const EPISODES = {
  async errors(session) {
    await each(session, [
      ['Runtime.enable', {}],
      ['Runtime.evaluate', { expression: 'throw new TypeError("x")' }],
      ['Runtime.evaluate', { expression: 'this is not a script' }],
      ['Runtime.evaluate', { expression: 'Promise.reject(new Error("later"))', awaitPromise: true }],
      [
        'Runtime.evaluate',
        { expression: '({ a: [1, new Map([[1, 2]]), document.body, Symbol("s"), 1n, () => 1] })', generatePreview: true },
      ],
      ['Runtime.evaluate', { expression: 'window', returnByValue: true }],
      ['Runtime.evaluate', { expression: 'console.log("a", { b: 1 }, document); console.error(new Error("e"))' }],
      ['Runtime.callFunctionOn', { functionDeclaration: 'function () { return this }', objectId: 'none' }],
      ['Page.navigate', { url: 'nonsense' }],
      ['Page.navigate', {}],
      ['Nothing.atAll', {}],
      ['Fetch.failRequest', { requestId: 'none', errorReason: 'Failed' }],
      ['HeadlessExperimental.beginFrame', { interval: -1 }],
      ['Page.getLayoutMetrics', {}],
      ['Page.getFrameTree', {}],
      ['DOM.getDocument', { depth: -1 }],
      ['Network.enable', {}],
      ['Network.disable', {}],
      ['Performance.enable', {}],
      ['Performance.getMetrics', {}],
      ['Log.enable', {}],
      ['Runtime.disable', {}],
    ]);
  },
  async memory(session) {
    await each(session, [
      ['Runtime.evaluate', { expression: SCRIPT }],
      ['HeapProfiler.collectGarbage', {}],
      ['Memory.simulatePressureNotification', { level: 'moderate' }],
      ['Memory.simulatePressureNotification', { level: 'critical' }],
      ['Memory.prepareForLeakDetection', {}],
      ['Memory.forciblyPurgeJavaScriptMemory', {}],
      ['HeapProfiler.collectGarbage', {}],
      ['Memory.getDOMCounters', {}],
      ['Runtime.evaluate', { expression: SCRIPT }],
      ['Runtime.evaluate', { expression: '{ let a = []; try { for (;;) a.push(new ArrayBuffer(5e8)); } catch {} a = null }' }],
    ]);
  },
  async formats(session) {
    for (const screenshot of FORMATS) {
      await each(session, [
        ['HeadlessExperimental.beginFrame', { screenshot }],
        ['HeadlessExperimental.beginFrame', { screenshot }],
      ]);
    }
  },
  async sizes(session) {
    await each(session, [
      ['Emulation.setDeviceMetricsOverride', { width: 2400, height: 1260, deviceScaleFactor: 2, mobile: false }],
      ['HeadlessExperimental.beginFrame', {}],
      ['HeadlessExperimental.beginFrame', { screenshot: { format: 'jpeg' } }],
      ['Emulation.clearDeviceMetricsOverride', {}],
      ['HeadlessExperimental.beginFrame', { screenshot: { format: 'jpeg' } }],
      ['Emulation.setEmulatedMedia', { media: 'print', features: [{ name: 'prefers-color-scheme', value: 'dark' }] }],
      ['HeadlessExperimental.beginFrame', { screenshot: { format: 'jpeg' } }],
      ['Emulation.setEmulatedMedia', { media: '' }],
    ]);
  },
  async pages(session) {
    await each(session, [
      [
        'Page.navigate',
        {
          url: 'data:text/html,<h1>other</h1><script>history.pushState({}, "", "#x"); history.back(); document.title = "t"</script>',
        },
      ],
      ['HeadlessExperimental.beginFrame', {}],
      ['Page.navigate', { url: 'http://elsewhere.invalid/' }],
      ['HeadlessExperimental.beginFrame', {}],
      ['Page.navigate', { url: 'about:blank' }],
      ['Page.reload', { ignoreCache: true }],
      ['Page.stopLoading', {}],
    ]);
  },
} as const satisfies Record<string, Episode>;

/** Ways for a browser to end. The caller waits until it has. */
export const ENDINGS = {
  async close({ connection }) {
    await connection.send('Browser.close');
  },
  async 'close target'({ connection }) {
    const { targetInfos } = await connection.send('Target.getTargets');
    for (const { targetId } of targetInfos) await connection.send('Target.closeTarget', { targetId });
    await connection.send('Browser.close');
  },
  async crash({ connection }) {
    const { targetInfos } = await connection.send('Target.getTargets');
    const targetInfo = targetInfos.find(({ type }) => type === 'page');
    if (targetInfo) await (await connection.createSession(targetInfo)).send('Page.crash');
  },
  async terminate({ pid }) {
    // Its launcher stands before it in the process group.
    if (pid) process.kill(-pid, 'SIGTERM');
  },
} as const satisfies Record<string, (browser: BrowserProcess) => Promise<void>>;

/** A command that fails, or never answers, has run the code that there is for it all the same. */
async function each(session: CDPSession, commands: readonly (readonly [string, object])[]): Promise<void> {
  for (const [method, parameters] of commands) {
    const sent = session.send(method as 'Runtime.evaluate', parameters as { expression: string }); // some are invalid on purpose
    await Promise.race([sent.catch(() => {}), sleep(1500)]);
  }
}
