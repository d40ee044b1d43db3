// Pieces that are about JavaScript: built-ins, tiers of compilation, errors, and what a page asks of the browser.
import type { MakePiece } from './piece.ts';

/** Each a body of an async function whose result is shown. `n` is a number and `t` a text of the card's own. */
const SNIPPETS: readonly string[] = [
  // Tiers: interpreter, baseline, optimised, thrown back.
  `let s = 0; for (let i = 0; i < 3e5 * n; i++) s = (s * 31 + i) | 0; return s;`,
  `let s = 0; for (let i = 0; i < 2e5 * n; i++) s += Math.sqrt(i) * Math.sin(i) - Math.floor(i / 3) + (i % 7) ** 2; return s;`,
  `class P { constructor(x, y) { this.x = x; this.y = y; } get len() { return Math.hypot(this.x, this.y); } plus(o) {
    return new P(this.x + o.x, this.y + o.y); } } let p = new P(0, 0); for (let i = 0; i < 6e4 * n; i++) p = p.plus(new P(i,
    0.5)); return p.len;`,
  `const f = (o) => o.a + (o.b ?? 1); let s = 0; const shapes = [{ a: 1 }, { a: 2, b: 3 }, { b: 1, a: 4 }, { c: 0, a: 5 }, {
    d: 1, a: 2.5 }, { a: 'x' }]; for (let i = 0; i < 2e5; i++) s += f(shapes[i < 1e5 ? 0 : i % 6]).length ?? 1; return s;`,
  `const fib = (k) => (k < 2 ? k : fib(k - 1) + fib(k - 2)); return fib(22 + (n % 4));`,
  `const a = Array.from({ length: 3e4 }, (_, i) => (i * 7919) % 10007); a.sort((x, y) => x - y); const m = new Map(a.map((v,
    i) => [v, i])); return [...m.keys()].reduce((x, y) => x ^ y, 0) + a.indexOf(77) + a.findLast((v) => v < 50);`,
  `let s = ''; for (let i = 0; i < 2e4; i++) s += String.fromCharCode(97 + (i % 26));
    return s.split('z').map((p) => p.toUpperCase()).join('-').length + s.replaceAll('abc', t).length;`,
  `const f64 = new Float64Array(1e5), i8 = new Int8Array(f64.buffer), u16 = new Uint16Array(100), f32 = Float32Array.from([1,
    2.5]), b64 = new BigInt64Array(4); for (let i = 0; i < f64.length; i++) f64[i] = i * 1.5; i8.set([1, 2, 3]); f64.sort();
    u16.fill(7).subarray(2).reverse(); b64[0] = 5n; return f64.map((v) => v / 2).reduce((x,
    y) => x + y) + i8[2] + f32[1] + Number(b64[0]) + new DataView(f64.buffer).getInt32(8, true);`,
  `function* gen() { for (let i = 0; i < 2e4; i++) yield i; } let s = 0; for (const v of gen()) s += v;
    s += gen().filter((v) => v % 2).map((v) => v * 2).take(40).drop(3).toArray().length; async function* later() { yield 1;
    yield* [2, 3]; } for await (const v of later()) s += v; return s;`,
  `let big = 1n; for (let i = 1n; i < 400n; i++) big *= i;
    return String(big).length + String(big / 12345678901234567890n % 997n) + (big >> 70n).toString(16).length +
      BigInt.asUintN(64, -5n);`,
  // Text.
  `const r = [/(?<year>\\d{4})-(?<m>\\d\\d)/u, /\\p{Script=Arabic}+|\\p{Lu}[\\p{Ll}\\d]*/gu, /(?<=\\s|^)[^\\s]+(?!x)/g,
    /(a|b)*?c\\1/i, /^[\\w.+-]+@(?:[a-z]+\\.)+[a-z]{2,}$/i, /[\\p{L}--[a-z]]+/v, /\\b(\\w)\\w*\\1\\b/giy, /./s, /ſ|K/iu];
    let k = 0; for (let i = 0; i < 300; i++) for (const x of r) { x.lastIndex = 0;
    k += (t + ' 2026-11 ' + i).match(x)?.length ?? 0; } return k + [...t.matchAll(/\\S+/gd)].length + t.replace(/(\\S)(\\S)/g,
    '$2$1').replace(/\\S+/g, (w) => w.length) + t.split(/(\\s)/).length + t.search(/z/);`,
  `return [t.normalize('NFD'), t.normalize('NFKC'), t.toLocaleUpperCase('tr'), t.toLocaleLowerCase('lt'), t.padStart(40, '·'),
    t.at(-1), t.codePointAt(0), [...t].reverse().join(''), t.isWellFormed(), t.localeCompare('b', 'sv'), t.includes('a'),
    t.trim(), t.repeat(2).lastIndexOf('e'), t.anchor('x'), encodeURIComponent(t), escape(t), unescape('%u0041'),
    decodeURI('%C3%A9'), String.raw\`\\n\${t}\`, btoa('abc') + atob('YWJj')].join('|').length;`,
  `const locales = ['en', 'de-CH', 'ar-EG', 'fa', 'hi', 'th-u-ca-buddhist', 'ja-JP-u-ca-japanese', 'zh-Hant-TW', 'ko',
    'he-u-ca-hebrew', 'am-u-ca-ethiopic', 'ar-SA-u-ca-islamic-umalqura', 'fa-u-ca-persian', 'hi-u-ca-indian', 'ru', 'pl', 'pt-BR', 'tr', 'bn', 'ta']; const l = locales[n % locales.length];
    return [new Intl.DateTimeFormat(l, { dateStyle: 'full', timeStyle: 'long', timeZone: 'Asia/Tokyo' }).format(1.8e12),
    new Intl.DateTimeFormat(l, { month: 'long', weekday: 'short', hour: 'numeric',
    dayPeriod: 'long' }).formatToParts(0).length, new Intl.DateTimeFormat(l).formatRange(0, 1e12), new Intl.NumberFormat(l, {
    style: 'currency', currency: 'EUR' }).format(1234.5), new Intl.NumberFormat(l, { notation: 'compact',
    compactDisplay: 'long' }).format(9876543), new Intl.NumberFormat(l, { style: 'unit', unit: 'kilometer-per-hour',
    maximumSignificantDigits: 2 }).format(88.88), new Intl.NumberFormat(l, { style: 'percent',
    signDisplay: 'always' }).format(0.256), new Intl.PluralRules(l, { type: 'ordinal' }).select(n),
    new Intl.RelativeTimeFormat(l, { numeric: 'auto' }).format(-n, 'day'), new Intl.ListFormat(l).format(['a', 'b', 'c']),
    new Intl.DisplayNames(l, { type: 'region' }).of('NO'), new Intl.Collator(l, { numeric: true,
    sensitivity: 'base' }).compare('a10', 'A9'), [...new Intl.Segmenter(l, { granularity: ['word', 'grapheme',
    'sentence'][n % 3] }).segment(t)].length, new Intl.Locale(l).maximize().toString(), Intl.getCanonicalLocales('EN-us')[0],
    new Intl.DurationFormat(l, { style: 'long' }).format({ hours: n, minutes: 3 }), (1234567.891).toLocaleString(l),
    new Date(1e12).toLocaleDateString(l), Intl.supportedValuesOf('currency').length].join(' · ');`,
  // As cards do it, in languages of every kind: words of texts without blanks, graphemes, capitals, days and lists.
  `const tags = ['th', 'lo', 'km', 'my', 'ja', 'zh-Hant', 'bo', 'am', 'ka', 'hy', 'el', 'tr', 'lt', 'nl', 'az', 'de', 'sw', 'fa-IR',
    'ar-SA', 'th-TH-u-nu-thai', 'hi-u-nu-deva', 'ne', 'nqo', 'ff-Adlm', 'iu', 'chr', 'und-Mong', 'gsw', 'pt-PT', 'zu'];
    const long = 'เรือลำสุดท้ายออกจากท่า ເຮືອລຳສຸດທ້າຍ ទូកចេញដំណើរនៅពេលព្រឹក သင်္ဘောသည်မနက်တွင် 港の灯りはまだ消えず ' + t; const out = [];
    for (let i = 0; i < 6; i++) { const l = tags[(n * 6 + i) % tags.length]; for (const granularity of ['word', 'grapheme',
    'sentence']) { const s = new Intl.Segmenter([l, 'en'], { granularity }); out.push([...s.segment(long)].filter((x) =>
    x.isWordLike ?? true).length, s.segment(long).containing(9)?.segment); } out.push(t.toLocaleUpperCase(l),
    long.toLocaleLowerCase(l)); for (const options of [{ weekday: 'long' }, { month: 'long', year: 'numeric' }, { day: 'numeric',
    month: 'short' }, { year: 'numeric', calendar: 'gregory' }]) { const f = new Intl.DateTimeFormat([l, 'en'], { ...options,
    timeZone: 'UTC' }); out.push(f.format(n * 1e11), f.formatRange(n * 1e11, n * 1e11 + 3e9), f.formatToParts(0).length); }
    out.push(new Intl.ListFormat([l, 'en'], { type: 'conjunction' }).formatToParts(['a', 'b', '', '']).length,
    new Intl.NumberFormat([l, 'en']).format(1234.5 * n), new Intl.PluralRules([l, 'en']).select(n), new Intl.Locale(l)
    .maximize().script, t.normalize('NFKC').length, new Intl.DisplayNames([l, 'en'], { type: 'language' }).of('nb')); }
    return out.join('|').length;`,
  `const d = new Date(2026, n % 12, 31, 25, 61); return [d.toISOString(), d.toString(), d.getTimezoneOffset(),
    d.toUTCString(), Date.parse('Thu, 01 Jan 1970 00:00:00 GMT+0200'), Date.parse('2026-02-30'), Date.UTC(2026, 1),
    new Date('Nov 21, 2026 3:04 PM').getTime(), d.setMonth(14), d.toJSON(),
    typeof Temporal === 'object' ? Temporal.PlainDate.from('2026-11-21').add({
    months: n }).toString() + Temporal.Now.zonedDateTimeISO('Europe/Paris').toString() : 'none'].join(' ');`,
  `const big = JSON.parse(JSON.stringify(Array.from({ length: 600 }, (_, i) => ({ id: i, name: t + i, at: new Date(i * 1e9),
    nested: { a: [1, 2.5e-7, null, true], 'é"\\\\\\n': '\\u2028\\ud800' } })))); return JSON.stringify(big, (k,
    v) => (k === 'at' ? undefined : v), 2).length + JSON.stringify({ toJSON: () => 1n === 1n, k: [undefined, () => 1,
    Symbol.iterator] }) + JSON.parse('[1e3,-0]', (k, v) => v)[0];`,
  `return ['utf-8', 'utf-16le', 'windows-1252', 'shift_jis', 'gb18030', 'big5', 'euc-kr', 'koi8-r', 'iso-2022-jp', 'euc-jp',
    'x-user-defined'].map((e) => new TextDecoder(e).decode(new Uint8Array([72, 233, 130, 160, 65, 255, 176,
    161]))).join('') + new TextEncoder().encode(t).length + (n).toString(2) + (0.1 + n).toFixed(3) +
      (n * 1e21).toExponential(2) + (n / 3).toPrecision(4) + parseFloat('1e-7x') + parseInt('zz', 36) + Number('0b11') +
      (255).toString(16) + 5e-324 + 1.7976931348623157e308 + (-n % 3);`,
  // Errors.
  `const seen = []; for (const f of [() => null.x, () => undefinedName, () => { throw new RangeError('r', { cause: t }); },
    () => new Array(-1), () => JSON.parse('{'), () => new RegExp('('), () => 'x'.repeat(-1), () => BigInt(1.5),
    () => Symbol() + '', () => decodeURIComponent('%'), () => eval('let 1'), () => new Function('return }')(), () => {
    (function f() { f(); })(); }, () => structuredClone(() => 1), () => document.querySelector('<'),
    () => document.body.appendChild(document), () => Reflect.construct(1), () => ({}).x.y, () => { 'use strict';
    Object.freeze([]).push(1); }, () => new Proxy({}, { get() { throw new EvalError(t); } }).x]) { try { f(); } catch (e) {
    seen.push(e.name + String(e.stack).length + e.message.slice(0, 9)); } finally { seen.length; } } return seen.join();`,
  `Promise.reject(new Error(t)); queueMicrotask(() => { try { missing; } catch {} }); setTimeout(() => {
    throw new TypeError('later ' + t); }, 0); const all = await Promise.allSettled([Promise.reject(1),
    new Promise((r) => setTimeout(r, 2, 3)), Promise.any([Promise.reject(2)]).catch((e) => e.errors), Promise.race([1, 2])]);
    addEventListener('unhandledrejection', (e) => e.preventDefault(), { once: true }); const { promise,
    resolve } = Promise.withResolvers(); setTimeout(resolve, 1, t); return all.length + (await promise); `,
  `console.log('%c' + t, 'color: red', { a: [1, { b: 2 }] }, new Map([[1, 2]])); console.error(new Error(t)); console.table([{
    a: 1 }]); console.group('g'); console.trace('t'); console.groupEnd(); console.time('x'); console.timeEnd('x');
    console.count(); console.assert(false, t); console.warn(t); console.dir(document.body); Error.stackTraceLimit = 50;
    return new Error('x').stack.length;`,
  // Objects.
  `const log = []; const p = new Proxy({ a: 1 }, { get: (o, k, r) => (log.push(String(k)), Reflect.get(o, k, r)),
    has: () => true, ownKeys: () => ['a', 'z'], getOwnPropertyDescriptor: () => ({ configurable: true, enumerable: true,
    value: 1 }), set: () => true, deleteProperty: () => true, apply: () => 1 }); p.a; 'q' in p; Object.keys(p); delete p.a;
    p.x = 1; const w = new WeakMap([[log, 1]]), ws = new WeakSet([log]), wr = new WeakRef(log), s = new Set([1, 2, 3]);
    new FinalizationRegistry(() => {}).register({}, 1);
    return log.join() + s.union(new Set([4])).size + s.isSubsetOf(new Set([1])) + w.has(log) + ws.has(log) +
      wr.deref().length + Object.entries(Object.groupBy([1, 2, 3], (v) => (v % 2 ? 'odd' : 'even'))).length;`,
  `const { a, ...rest } = { a: 1, b: 2, ['c' + n]: 3 }; const [x, , y = 9, ...z] = [1, 2, undefined, 4, 5]; class A { #p = 1;
    static s = 2; static { A.t = 3; } static #q() { return 4; } get p() { return this.#p; } set p(v) { this.#p = v;
    } static r = A.#q(); [Symbol.toPrimitive]() { return 42; } accessor() {} } class B extends A { constructor() { super();
    super.p = 5; } toString() { return \`\${super.p}\${new.target}\`; } } const o = { __proto__: null, get g() { return 1; },
    async *m() {}, [Symbol.iterator]: function* () { yield 1; } }; label: for (const k in { ...rest, q: 1 }) { for (;;) {
    if (k === 'b') continue label; break label; } } switch (typeof n) { case 'number': break;
    default: } var h = a?.b?.[c] ?? (n ||= 1), c = 0; h &&= 2; do { c++; } while (c < 3);
    return [...o].length + +new B() + B.r + (1, eval)('7') + new Function('q', 'return q * 2')(n) + (() => { try { return 1;
    } finally { c = 9; } })() + void 0 + (n ** 2 >>> 1) + Object.getOwnPropertyNames(B.prototype) + [3, 1, 2].toSorted() + [1,
    2].with(0, 5) + [1, [2, [3]]].flat(Infinity) + [1, 2, 3].toSpliced(1, 1) + Array.from('abc').entries().next().value + [1,
    2, 3, 4].copyWithin(0, 2).fill(0, 1, 2).concat([5]).includes(5);`,
  `const clone = structuredClone({ m: new Map([[1, { d: new Date(0), r: /x/g, s: new Set([1]), b: new ArrayBuffer(8),
    e: new Error('x') }]]) }); const big = []; for (let i = 0; i < 4e4 * n; i++) { big.push({ i, s: 'v' + i, a: [i] });
    if (i % 5000 === 0) big.splice(0, 2500); } const buf = new ArrayBuffer(8, { maxByteLength: 64 }); buf.resize(32);
    return clone.m.size + big.length + buf.transfer(16).byteLength + Atomics.add(new Int32Array(8), 0, 1);`,
  `const adder = '0061736d0100000001070160027f7f017f030201000707010361646400000a09010700200020016a0b';
    const bytes = Uint8Array.from(adder.match(/../g), (pair) => parseInt(pair, 16));
    const { instance } = await WebAssembly.instantiate(bytes); let s = 0;
    for (let i = 0; i < 3e4; i++) s = instance.exports.add(s, i); return s + WebAssembly.validate(new Uint8Array(4));`,
  `return [Math.atan2(1, n), Math.cbrt(n), Math.expm1(0.1), Math.log2(n + 1), Math.fround(0.1), Math.clz32(n), Math.imul(3,
    n), Math.trunc(-0.5), Math.sign(-n), Math.round(2.5), Math.tanh(1), Math.acosh(2), Math.log10(5), Math.pow(2, 0.5),
    Math.max(...[1, n]), Math.random() < 2, Math.tan(1), Math.asin(0.4), Number.EPSILON, isNaN('x'), Number.isInteger(5.0),
    Math.f16round?.(1.1), Math.sumPrecise?.([0.1, 0.2])].join();`,
  // What a page asks of the browser.
  `const got = []; const m = new MutationObserver((l) => got.push(l.length)); m.observe(document.body, { childList: true,
    subtree: true, attributes: true }); const r = new ResizeObserver(() => got.push('r')); r.observe(document.body);
    const i = new IntersectionObserver(() => got.push('i')); i.observe(document.body); const e = document.createElement('b');
    e.textContent = t; document.body.append(e); e.classList.add('x'); e.setAttribute('data-n', n);
    e.style.cssText = 'color: red; --v: 3px'; e.dataset.k = 1; await new Promise((f) => setTimeout(f, 4)); m.disconnect();
    r.disconnect(); i.disconnect(); e.remove(); return got.length;`,
  `const xml = '<?xml version="1.0"?><r xmlns:x="u"><x:a b="1">t&amp;</x:a><!-- c --><![CDATA[<]]></r>';
    const d = new DOMParser().parseFromString(xml, 'text/xml');
    const bad = new DOMParser().parseFromString('<a><b></a>', 'application/xml'); const range = document.createRange();
    range.selectNodeContents(document.body); getSelection().addRange(range);
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT); let k = 0;
    while (walker.nextNode() && k < 500) k++; getSelection().removeAllRanges();
    const spans = document.evaluate('count(//span)', document, null, XPathResult.NUMBER_TYPE).numberValue;
    return new XMLSerializer().serializeToString(d).length + bad.documentElement.nodeName + range.getClientRects().length +
      k + spans + document.body.innerText.length;`,
  `const s = getComputedStyle(document.body); const b = document.body.getBoundingClientRect(); CSS.supports('display',
    'grid'); CSS.escape('1a'); const fonts = [...document.fonts].length; return [s.font, s.getPropertyValue('--x'), b.width,
    document.elementFromPoint(20, 20)?.tagName, matchMedia('(min-width: 10px)').matches, innerWidth, devicePixelRatio,
    navigator.language, navigator.hardwareConcurrency, screen.width, location.href.length, history.length, document.cookie,
    performance.now() > 0, performance.getEntriesByType('resource').length, document.styleSheets.length, document.hasFocus(),
    navigator.userAgentData?.platform, window.CSSStyleValue && document.body.computedStyleMap().get('width')?.toString(),
    fonts].join('|');`,
  `const f = await fetch('/data').then((r) => r.json()).catch(String);
    const h = await fetch('/missing').then((r) => r.status).catch(String);
    const bad = await fetch('https://blocked.invalid/x').catch(() => 'blocked'); const x = new XMLHttpRequest(); x.open('GET',
    '/data', false); x.send(); const c = new AbortController(); const aborted = fetch('/slow', {
    signal: c.signal }).catch((e) => e.name); c.abort(); const post = await fetch('/data', { method: 'POST',
    body: new FormData(), headers: { a: 'b' } }).catch(() => 'blocked'); return [JSON.stringify(f), h, bad,
    x.responseText.length, await aborted, post.status].join();`,
  `const u = new URL('../a b?x=é&y=%20#h', 'https://user@Exämple.test:8080/p/q/'); u.searchParams.append('k', t);
    const q = new URLSearchParams({ a: '1' }); q.sort(); const blob = new Blob([t, new Uint8Array(9)], {
    type: 'text/plain' }); const url = URL.createObjectURL(blob); URL.revokeObjectURL(url); const text = await blob.text();
    const reader = await new Promise((r) => { const f = new FileReader(); f.onload = () => r(f.result); f.readAsDataURL(blob);
    }); return u.href.length + q.toString() + text.length + reader.length +
      (typeof URLPattern === 'function' ? new URLPattern({ pathname: '/:a/*' }).test('https://x.test/1/2') : '') +
      URL.canParse('x');`,
  `const k = crypto.getRandomValues(new Uint8Array(16)); const h = crypto.subtle ? await crypto.subtle.digest(['SHA-256',
    'SHA-1', 'SHA-512'][n % 3], new TextEncoder().encode(t)) : new ArrayBuffer(0);
    const stream = new Blob([t.repeat(200)]).stream().pipeThrough(new CompressionStream('gzip')).pipeThrough(new DecompressionStream('gzip')); return k.length + h.byteLength + (await new Response(stream).text()).length + crypto.randomUUID?.().length;`,
  `try { localStorage.setItem('k', t); sessionStorage.k = t; localStorage.removeItem('k'); } catch (e) { return e.name;
    } const c = new MessageChannel(); const got = new Promise((r) => { c.port2.onmessage = (e) => r(e.data); });
    c.port1.postMessage({ t, n }); const e = new EventTarget(); e.addEventListener('x', { handleEvent() {} }, { once: true,
    passive: true }); e.dispatchEvent(new CustomEvent('x', { detail: t })); document.body.click();
    const abort = AbortSignal.timeout(1); await new Promise((r) => requestIdleCallback(r, { timeout: 5 }));
    const frame = requestAnimationFrame(() => {}); cancelAnimationFrame(frame);
    return (await got).n + String(abort.aborted);`,
  `try { const w = new Worker(URL.createObjectURL(new Blob(['onmessage = (e) => postMessage(e.data * 2)'])));
    const r = await Promise.race([new Promise((f) => { w.onmessage = (e) => f(e.data); w.onerror = () => f('failed');
    w.postMessage(n); }), new Promise((f) => setTimeout(f, 100, 'slow'))]); w.terminate(); return r; } catch (e) {
    return e.name; }`,
];

const scripted: MakePiece = ({ random, texts }) => {
  const id = `j${random.integer(0, 1e9)}`;
  const bodies = random.some(SNIPPETS, random.integer(1, 4));
  return {
    html: `<output id="${id}" style="display: block; font-size: ${random.integer(8, 22)}px; overflow-wrap: anywhere"></output>`,
    script: `const t = ${JSON.stringify(texts.plain())}, n = ${random.integer(1, 9)};
      const out = document.getElementById('${id}');
      ${bodies
        .map(
          (body) => `out.append(String(await (async () => {
        ${body} })().catch((e) => e.name + ': ' + e.message)).slice(0, 200), ' ');`,
        )
        .join('\n')}`,
  };
};

export const SCRIPT_PIECES = { scripted, 'more scripts': scripted } as const satisfies Record<string, MakePiece>;
