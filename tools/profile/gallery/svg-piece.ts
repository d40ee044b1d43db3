// Pieces of SVG: shapes, gradients, patterns, markers, filters, masks.
import { attribute } from './attribute.ts';
import type { MakePiece, Materials } from './piece.ts';
import { BLEND_MODES, colour, decoration } from './styles.ts';
import { fontFamily } from './texts.ts';

/** Filters, masks and clips that other pieces name. */
export const SHARED_SVG = `<svg width="0" height="0" style="position: absolute"><defs>
  <filter id="filter-blur"><feGaussianBlur stdDeviation="4 1" edgeMode="duplicate"/><feOffset dx="4"
    dy="2"/><feMerge><feMergeNode/><feMergeNode in="SourceGraphic"/></feMerge></filter>
  <filter id="filter-light"><feDiffuseLighting in="SourceAlpha" surfaceScale="3" lighting-color="#fc9"><fePointLight x="60"
    y="20" z="30"/></feDiffuseLighting><feComposite in2="SourceGraphic" operator="arithmetic" k1="1" k2="0.3"
    k3="0.2"/></filter>
  <filter id="filter-noise"><feTurbulence type="fractalNoise" baseFrequency="0.04 0.1" numOctaves="3" seed="4"
    stitchTiles="stitch"/><feDisplacementMap in="SourceGraphic" scale="14" xChannelSelector="R"
    yChannelSelector="G"/></filter>
  <filter id="filter-table" color-interpolation-filters="sRGB"><feComponentTransfer><feFuncR type="table"
    tableValues="0 0.8 0.2 1"/><feFuncG type="gamma" exponent="0.6"/><feFuncB type="discrete"
    tableValues="0 0.5 1"/><feFuncA type="linear" slope="0.9"/></feComponentTransfer><feColorMatrix type="hueRotate"
    values="40"/></filter>
  <clipPath id="clip" clipPathUnits="objectBoundingBox"><path d="M0.1 0.1 L0.9 0.2 Q0.8 0.9 0.5 0.9 T0.1 0.6 Z"/></clipPath>
  <mask id="mask" maskContentUnits="objectBoundingBox"><rect width="1" height="1" fill="white"/><circle cx="0.5" cy="0.5"
    r="0.3" fill="#444"/></mask></defs></svg>`;

function shape({ random, texts, images }: Materials, paint: string): string {
  const at = () => random.integer(0, 400);
  const stroke = `stroke="${colour(random)}" stroke-width="${random.integer(0, 20)}" stroke-linecap="${random.pick([
    'round',
    'square',
    'butt',
  ])}" stroke-linejoin="${random.pick(['round', 'bevel', 'miter', 'arcs'])}"
    stroke-dasharray="${random.pick(['none', '8 4 2', '20'])}" stroke-dashoffset="3" vector-effect="${random.pick([
      'none',
      'non-scaling-stroke',
    ])}" opacity="0.${random.integer(3, 9)}" shape-rendering="${random.pick(['auto', 'crispEdges', 'geometricPrecision'])}"`;
  const fill = `fill="${random.pick(['none', paint, colour(random)])}" fill-rule="${random.pick(['evenodd', 'nonzero'])}"
    transform="rotate(${random.integer(-30, 30)} 100 100) ${random.pick([
      'skewX(10)',
      'scale(1.2 0.8)',
      'matrix(1 0.1 0 1 4 4)',
      '',
    ])}"`;
  return random.pick([
    `<rect x="${at()}" y="${at()}" width="${at()}" height="${at()}" rx="${random.integer(0, 60)}" ${fill} ${stroke}/>`,
    `<circle cx="${at()}" cy="${at()}" r="${at() / 2}" ${fill} ${stroke} pathLength="100"/>`,
    `<ellipse cx="${at()}" cy="${at()}" rx="${at()}" ry="${at() / 3}" ${fill} ${stroke}/>`,
    `<line x1="${at()}" y1="${at()}" x2="${at()}" y2="${at()}" ${stroke} marker-end="url(#arrow)"/>`,
    `<polyline points="${at()},${at()} ${at()},${at()} ${at()},${at()}" ${fill} ${stroke} marker-mid="url(#arrow)"
      marker-start="url(#arrow)"/>`,
    `<polygon points="${at()},${at()} ${at()},${at()} ${at()},${at()} ${at()},${at()}" ${fill} ${stroke}/>`,
    `<path id="way"
      d="M${at()} ${at()} C ${at()} ${at()} ${at()} ${at()} ${at()} ${at()}
      S ${at()} ${at()} ${at()} ${at()} Q ${at()} ${at()} ${at()} ${at()}
      T ${at()} ${at()} A 40 ${random.integer(10, 90)} 20 1 0 ${at()} ${at()} h 20 v -30 z" ${fill} ${stroke}/>`,
    `<text x="${at()}" y="${at()}" font-size="${random.integer(8, 70)}"
      ${fill} ${stroke} text-anchor="${random.pick(['middle', 'end', 'start'])}" dominant-baseline="${random.pick([
        'middle',
        'hanging',
        'auto',
      ])}" rotate="${random.pick(['0', '10 20 30'])}" textLength="${random.pick(['200', ''])}"
      lengthAdjust="spacingAndGlyphs"
      style="${attribute(`font-family: ${fontFamily(random)}`)}">${texts.word().replaceAll('<', '')}<tspan dy="10" dx="4"
      font-weight="700">${texts.word().replaceAll('<', '')}</tspan></text>`,
    `<text font-size="30"><textPath href="#way" startOffset="10%">${texts
      .plain()
      .replaceAll('<', '')
      .replaceAll('&', '')}</textPath></text>`,
    `<image href="${random.pick(images)}" x="${at()}" y="${at()}" width="${at()}" height="${at()}"
      preserveAspectRatio="${random.pick(['xMidYMid slice', 'none', 'xMinYMax meet'])}"/>`,
    `<use href="#symbol" x="${at()}" y="${at()}" width="90" height="90"/>`,
    `<foreignObject x="10" y="10" width="300"
      height="100"><p xmlns="http://www.w3.org/1999/xhtml">${texts.line()}</p></foreignObject>`,
    `<switch><g systemLanguage="xx"><rect/></g><g ${fill}><rect width="20" height="30"/></g></switch>`,
  ]);
}

/** What a filter is put together from. */
function filterPrimitives({ random, images }: Materials): readonly string[] {
  return [
    `<feGaussianBlur stdDeviation="${random.integer(0, 12)}"/>`,
    `<feDropShadow dx="6" dy="4" stdDeviation="3" flood-color="${colour(random)}"/>`,
    `<feMorphology operator="${random.pick(['dilate', 'erode'])}" radius="${random.integer(1, 4)}"/>`,
    `<feConvolveMatrix order="3" kernelMatrix="0 -1 0 -1 5 -1 0 -1 0" preserveAlpha="true" edgeMode="${random.pick([
      'wrap',
      'none',
      'duplicate',
    ])}"/>`,
    `<feColorMatrix type="${random.pick(['saturate', 'hueRotate'])}" values="0.${random.integer(1, 9)}"/>`,
    `<feColorMatrix type="luminanceToAlpha"/>`,
    `<feColorMatrix values="1 0 0 0 0  0 0.5 0 0 0.2  0 0 1 0 0  0 0 0 0.9 0"/>`,
    `<feTurbulence type="turbulence" baseFrequency="0.0${random.integer(1, 9)}" numOctaves="2"
      result="n"/><feDisplacementMap in="SourceGraphic" in2="n" scale="20"/>`,
    `<feSpecularLighting specularExponent="12" lighting-color="white" result="l"><feDistantLight azimuth="40"
      elevation="50"/></feSpecularLighting><feComposite in="l" in2="SourceAlpha" operator="${random.pick([
        'in',
        'atop',
        'xor',
        'out',
        'over',
        'lighter',
      ])}"/>`,
    `<feDiffuseLighting><feSpotLight x="50" y="60" z="90" pointsAtX="100" specularExponent="8"
      limitingConeAngle="30"/></feDiffuseLighting>`,
    `<feFlood flood-color="${colour(random)}" flood-opacity="0.5"/><feBlend in="SourceGraphic"
      mode="${random.pick(BLEND_MODES.slice(0, 12))}"/>`,
    `<feImage href="${random.pick(images.filter(isSound))}"/><feComposite in="SourceGraphic" operator="in"/>`,
    `<feTile/><feOffset dx="5"/>`,
    `<feComponentTransfer><feFuncR type="gamma" amplitude="1.2" exponent="0.${random.integer(3, 9)}"
      offset="0.1"/></feComponentTransfer>`,
  ];
}

/** Chromium 153 may never make a frame that has a damaged image in a filter. */
function isSound(address: string): boolean {
  return !address.includes('/spoilt-');
}

export const svg: MakePiece = (materials) => {
  const { random } = materials;
  const id = random.integer(0, 1e9);
  const primitives = filterPrimitives(materials);
  const shapes = Array.from({ length: random.integer(3, 12) }, () =>
    shape(materials, random.pick([`url(#g${id})`, `url(#r${id})`, `url(#p${id})`])),
  );
  return {
    html: `<svg width="${random.integer(100, 900)}" height="${random.integer(100, 500)}"
      viewBox="0 0 400 ${random.integer(200, 400)}" style="${attribute(decoration(random))}"><defs>
      <linearGradient id="g${id}" gradientTransform="rotate(20)" spreadMethod="${random.pick([
        'pad',
        'reflect',
        'repeat',
      ])}"><stop offset="0.2" stop-color="${colour(random)}"/><stop offset="0.7" stop-color="${colour(random)}"
        stop-opacity="0.6"/></linearGradient>
      <radialGradient id="r${id}" fx="0.2" fy="0.3" fr="0.05" gradientUnits="${random.pick([
        'objectBoundingBox',
        'userSpaceOnUse',
      ])}"><stop stop-color="${colour(random)}"/><stop offset="1"
        stop-color="${colour(random)}"/></radialGradient>
      <pattern id="p${id}" width="20" height="20" patternUnits="userSpaceOnUse" patternTransform="rotate(30)"><circle r="6"
        cx="8" cy="8" fill="${colour(random)}"/></pattern>
      <marker id="arrow" markerWidth="8" markerHeight="8" orient="auto-start-reverse" refX="4"
        refY="4"><path d="M0 0 L8 4 L0 8 z"/></marker><symbol id="symbol" viewBox="0 0 10 10"><path d="M1 1h8v8z"/></symbol>
      <filter id="f${id}" x="-10%" width="120%" primitiveUnits="${random.pick([
        'userSpaceOnUse',
        'objectBoundingBox',
      ])}">${random.some(primitives, random.integer(1, 4)).join('')}</filter></defs>
      <g filter="url(#f${id})">${shapes.slice(0, 3).join('')}</g><g clip-path="url(#clip)"
        style="mix-blend-mode: ${random.pick(BLEND_MODES)}">${shapes
          .slice(3, 5)
          .join('')}</g><g mask="url(#mask)">${shapes.slice(5, 7).join('')}</g>${shapes.slice(7).join('')}
      <rect width="20" height="20"><animate attributeName="x" from="0" to="90" dur="1s"
        repeatCount="indefinite"/><animateTransform attributeName="transform" type="rotate" to="90"
        dur="2s"/><set attributeName="fill" to="red" begin="0.1s"/><animateMotion path="M0 0 L 40 40"
        dur="1s"/></rect></svg>`,
  };
};
