// Pieces that a script draws onto a canvas.
import { attribute } from './attribute.ts';
import type { MakePiece } from './piece.ts';
import { BLEND_MODES, decoration, filter } from './styles.ts';
import { fontFamily } from './texts.ts';

const COMPOSITIONS = ['source-atop', 'destination-out', 'lighter', 'xor', 'copy'] as const;

export const canvas: MakePiece = ({ random, images, texts }) => {
  const steps = [
    `for (let i = 0; i < 60; i++) { c.fillStyle = \`hsl(\${i * 6} 80% 50% / 0.6)\`; c.fillRect(i * 7, i * 2, 30, 20);
      c.strokeRect(i, i * 3, 9, 9); }`,
    `const g = c.createLinearGradient(0, 0, 300, 100); g.addColorStop(0, 'red'); g.addColorStop(1, 'rgb(0 0 255 / 0.3)');
      c.fillStyle = g; c.beginPath(); c.arc(150, 90, 80, 0.2, 5); c.quadraticCurveTo(10, 20, 200, 30); c.bezierCurveTo(1, 2,
      90, 90, 200, 10); c.arcTo(10, 100, 90, 180, 40); c.ellipse(200, 100, 60, 20, 0.5, 0, 6); c.roundRect(20, 20, 90, 60, [4,
      20]); c.closePath(); c.fill('evenodd'); c.stroke();`,
    `const g = c.createConicGradient(1, 150, 90); g.addColorStop(0.1, 'gold'); g.addColorStop(0.9, 'teal'); c.fillStyle = g;
      c.fillRect(0, 0, 400, 200); const r = c.createRadialGradient(90, 90, 4, 120, 90, 90); r.addColorStop(0, '#fff');
      r.addColorStop(1, '#0000'); c.fillStyle = r; c.fillRect(0, 0, 400, 200);`,
    `c.font = ${JSON.stringify(`${random.integer(10, 60)}px ${fontFamily(random)}`)};
      c.textAlign = '${random.pick(['center', 'right', 'start'])}';
      c.textBaseline = '${random.pick(['middle', 'top', 'alphabetic', 'ideographic'])}';
      c.direction = '${random.pick(['rtl', 'ltr', 'inherit'])}'; c.letterSpacing = '2px'; c.fontKerning = 'none';
      c.fillStyle = '#222'; c.fillText(${JSON.stringify(texts.plain())}, 150, 90, ${random.integer(60, 400)});
      c.strokeText(${JSON.stringify(texts.word())}, 100, 130); c.measureText(${JSON.stringify(texts.plain())}).width;`,
    `c.shadowColor = 'black'; c.shadowBlur = 12; c.shadowOffsetX = 5;
      c.globalCompositeOperation = '${random.pick([...COMPOSITIONS, ...BLEND_MODES.slice(0, 15)])}';
      c.globalAlpha = 0.7; c.fillStyle = 'orange'; c.fillRect(40, 40, 120, 80);`,
    `c.filter = ${JSON.stringify(filter(random))}; c.setLineDash([8, 3]); c.lineWidth = 6; c.lineCap = 'round';
      c.lineJoin = 'bevel'; c.strokeStyle = 'green'; c.beginPath(); c.moveTo(0, 0); c.lineTo(200, 150); c.lineTo(300, 20);
      c.stroke(); c.filter = 'none';`,
    `const d = c.getImageData(0, 0, 200, 120); for (let i = 0; i < d.data.length; i += 4) { d.data[i] = 255 - d.data[i];
      d.data[i + 3] = Math.max(d.data[i + 3], 60); } c.putImageData(d, 30, 20, 5, 5, 100, 80); const e = c.createImageData(9,
      9); c.putImageData(e, 0, 0);`,
    `c.save(); c.translate(60, 40); c.rotate(0.4); c.scale(1.2, 0.7); c.transform(1, 0.1, 0, 1, 0, 0); c.beginPath();
      c.rect(0, 0, 90, 90); c.clip(); const p = new Path2D('M10 10 h 80 v 80 h -80 Z'); p.addPath(new Path2D('M0 0 L 50 50'),
      new DOMMatrix().rotate(20)); c.fill(p); c.isPointInPath(p, 20, 20); c.restore(); c.resetTransform();`,
    `const i = new Image(); i.src = ${JSON.stringify(random.pick(images))}; try { await i.decode();
      c.imageSmoothingQuality = 'high'; c.drawImage(i, 0, 0, 200, 150); c.drawImage(i, 1, 1, 20, 20, 100, 40, 160, 90);
      c.fillStyle = c.createPattern(i, 'repeat'); c.fillRect(200, 0, 200, 200); const b = await createImageBitmap(i, {
      resizeWidth: 50, resizeQuality: 'high' }); c.drawImage(b, 5, 5); b.close(); } catch {}`,
    `const o = new OffscreenCanvas(100, 60); const oc = o.getContext('2d', { alpha: false, willReadFrequently: true,
      colorSpace: 'display-p3' }); oc.fillStyle = 'color(display-p3 1 0 0)'; oc.fillRect(0, 0, 100, 60); c.drawImage(o, 20,
      20); const blob = await o.convertToBlob({ type: 'image/${random.pick(['png', 'jpeg', 'webp'])}', quality: 0.8 });
      await createImageBitmap(blob);`,
    `canvas.toDataURL('image/${random.pick(['png', 'jpeg', 'webp'])}', 0.${random.integer(2, 9)}); await new Promise((r) =>
      canvas.toBlob(r, 'image/webp'));`,
  ];
  const id = `c${random.integer(0, 1e9)}`;
  return {
    html: `<canvas id="${id}" width="${random.integer(60, 900)}" height="${random.integer(60, 400)}"
      style="${attribute(decoration(random))}"></canvas>`,
    script: `const canvas = document.getElementById('${id}'); const c = canvas.getContext('2d', {
      willReadFrequently: ${random.chance(0.3)} }); ${random
        .some(steps, random.integer(2, 6))
        .map((step) => `{ ${step} }`)
        .join('\n')}
      ${random.chance(0.1) ? "document.createElement('canvas').getContext('webgl2');" : ''}`,
  };
};
