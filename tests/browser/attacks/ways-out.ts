// Ways in which a script could reach an address from inside a page. Each is a piece of script that knows `base` (http://host:port),
// `host` (host:port) and `show` (puts markup into the page); what it asks for ends in `/<name of the way>`.

export const WAYS_OUT: Readonly<Record<string, string>> = {
  fetch: `await fetch(base + '/fetch')`,
  'fetch-no-cors': `await fetch(base + '/fetch-no-cors', { mode: 'no-cors' })`,
  'fetch-post': `await fetch(base + '/fetch-post', { method: 'POST', mode: 'no-cors', body: 'x' })`,
  'fetch-keepalive': `await fetch(base + '/fetch-keepalive', { keepalive: true, mode: 'no-cors' })`,
  xhr: `await new Promise((done) => { const x = new XMLHttpRequest(); x.open('GET', base + '/xhr'); x.onloadend = done; x.send(); })`,
  'xhr-sync': `const x = new XMLHttpRequest(); x.open('GET', base + '/xhr-sync', false); x.send()`,
  beacon: `navigator.sendBeacon(base + '/beacon', 'x')`,
  image: `new Image().src = base + '/image'`,
  srcset: `show('<img srcset="' + base + '/srcset 1x">')`,
  script: `document.head.append(Object.assign(document.createElement('script'), { src: base + '/script' }))`,
  import: `await import(base + '/import')`,
  stylesheet: `show('<link rel="stylesheet" href="' + base + '/stylesheet">')`,
  'css-import': `show('<style>@import url(' + base + '/css-import);</style>')`,
  'css-background': `show('<div style="width:9px;height:9px;background:url(' + base + '/css-background)"></div>'); document.body.offsetHeight`,
  'css-font': `await new FontFace('f', 'url(' + base + '/css-font)').load()`,
  preload: `show('<link rel="preload" as="image" href="' + base + '/preload">')`,
  modulepreload: `show('<link rel="modulepreload" href="' + base + '/modulepreload">')`,
  prefetch: `show('<link rel="prefetch" href="' + base + '/prefetch">')`,
  preconnect: `show('<link rel="preconnect" href="' + base + '/preconnect">')`,
  'dns-prefetch': `show('<link rel="dns-prefetch" href="' + base + '/dns-prefetch">')`,
  icon: `show('<link rel="icon" href="' + base + '/icon">')`,
  manifest: `show('<link rel="manifest" href="' + base + '/manifest">')`,
  speculation: `document.head.append(Object.assign(document.createElement('script'), { type: 'speculationrules', textContent: JSON.stringify({ prefetch: [{ source: 'list', urls: [base + '/speculation'] }] }) }))`,
  iframe: `show('<iframe src="' + base + '/iframe"></iframe>')`,
  'iframe-srcdoc': `show('<iframe srcdoc="<img src=' + base + '/iframe-srcdoc>"></iframe>')`,
  'iframe-data': `show('<iframe src="data:text/html,<img src=' + base + '/iframe-data>"></iframe>')`,
  'iframe-blob': `show('<iframe src="' + URL.createObjectURL(new Blob(['<img src=' + base + '/iframe-blob>'], { type: 'text/html' })) + '"></iframe>')`,
  object: `show('<object data="' + base + '/object"></object>')`,
  embed: `show('<embed src="' + base + '/embed">')`,
  video: `show('<video autoplay src="' + base + '/video"></video>')`,
  audio: `show('<audio autoplay src="' + base + '/audio"></audio>')`,
  track: `show('<video src="data:video/mp4,x"><track default src="' + base + '/track"></video>')`,
  poster: `show('<video poster="' + base + '/poster"></video>')`,
  'svg-image': `show('<svg><image href="' + base + '/svg-image" width="9" height="9"/></svg>')`,
  'svg-use': `show('<svg><use href="' + base + '/svg-use#a"/></svg>')`,
  'event-source': `new EventSource(base + '/event-source')`,
  websocket: `new WebSocket('ws://' + host + '/websocket')`,
  webtransport: `new WebTransport('https://' + host + '/webtransport')`,
  worker: `new Worker(URL.createObjectURL(new Blob(['fetch("' + base + '/worker", { mode: "no-cors" })'])))`,
  'worker-import': `new Worker(URL.createObjectURL(new Blob(['importScripts("' + base + '/worker-import")'])))`,
  'worker-websocket': `new Worker(URL.createObjectURL(new Blob(['new WebSocket("ws://' + host + '/worker-websocket")'])))`,
  'shared-worker': `new SharedWorker(URL.createObjectURL(new Blob(['fetch("' + base + '/shared-worker", { mode: "no-cors" })'])))`,
  'service-worker': `await navigator.serviceWorker.register('/sw.js')`,
  worklet: `await CSS.paintWorklet.addModule(base + '/worklet')`,
  'audio-worklet': `await new OfflineAudioContext(1, 9, 44100).audioWorklet.addModule(base + '/audio-worklet')`,
  'webrtc-stun': `const p = new RTCPeerConnection({ iceServers: [{ urls: 'stun:' + host }] }); p.createDataChannel('x'); await p.setLocalDescription()`,
  'webrtc-turn-tcp': `const p = new RTCPeerConnection({ iceServers: [{ urls: 'turn:' + host + '?transport=tcp', username: 'u', credential: 'c' }] }); p.createDataChannel('x'); await p.setLocalDescription()`,
  'webrtc-peer': `const p = new RTCPeerConnection(); p.createDataChannel('x'); await p.setLocalDescription(); const sdp = p.localDescription.sdp; await p.setRemoteDescription({ type: 'answer', sdp: sdp.replace('actpass', 'active') }); await p.addIceCandidate({ candidate: 'candidate:1 1 udp 2122260223 127.0.0.1 ' + host.split(':')[1] + ' typ host', sdpMid: '0' })`,
  'fetch-later': `fetchLater(base + '/fetch-later', { activateAfter: 0 })`,
  ping: `const a = Object.assign(document.createElement('a'), { href: '#x', ping: base + '/ping' }); document.body.append(a); a.click()`,
  'window-open': `window.open(base + '/window-open')`,
  'target-blank': `const a = Object.assign(document.createElement('a'), { href: base + '/target-blank', target: '_blank' }); document.body.append(a); a.click()`,
  'form-in-frame': `show('<iframe name="f"></iframe>'); const f = Object.assign(document.createElement('form'), { target: 'f', method: 'post', action: base + '/form-in-frame' }); document.body.append(f); f.submit()`,
};

/** The same for ways that leave the page: each is tried, for each address, on a page that is loaded again. */
export const WAYS_AWAY: Readonly<Record<string, string>> = {
  download: `const a = Object.assign(document.createElement('a'), { href: base + '/download', download: 'x' }); document.body.append(a); a.click()`,
  location: `location.href = base + '/location'`,
  'location-replace': `location.replace(base + '/location-replace')`,
  'meta-refresh': `show('<meta http-equiv="refresh" content="0;url=' + base + '/meta-refresh">')`,
  'form-get': `show('<form id="f2" action="' + base + '/form-get"></form>'); document.getElementById('f2').submit()`,
  'form-post': `show('<form id="f3" method="post" action="' + base + '/form-post"></form>'); document.getElementById('f3').submit()`,
  'link-click': `const a = Object.assign(document.createElement('a'), { href: base + '/link-click' }); document.body.append(a); a.click()`,
  'document-write': `document.open(); document.write('<img src="' + base + '/document-write"><script src="' + base + '/document-write-2"></' + 'script>'); document.close()`,
  'javascript-url': `location.href = 'javascript:fetch("' + base + '/javascript-url",{mode:"no-cors"})'`,
  'navigation-api': `navigation.navigate(base + '/navigation-api')`,
};

/** The script of one way. It says that it was tried, whatever the result. */
export function attempt(way: string, address: string): string {
  return `(async () => {
    globalThis.__tries = (globalThis.__tries ?? 0) + 1;
    const host = ${JSON.stringify(address)}, base = 'http://' + host;
    const show = (markup) => document.body.append(document.createRange().createContextualFragment(markup));
    ${way};
  })().then(() => 'tried', (error) => 'tried, ' + error)`;
}
