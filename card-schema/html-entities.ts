// Character references of HTML, as a CMS leaves them in titles: `&amp;`, `&#8217;`, `&#x2026;`, `&eacute;`.
//
// Our own, because packages that decode them bring along all 2,125 names of HTML, and zod is to be what a main site installs.
// Here are the 252 of HTML 4 with `&apos;`, and of HTML's own the Latin and Cyrillic letters and the punctuation of ASCII,
// which PHP's htmlentities() writes. An unknown name stays as it is.

/** Names of the characters from a first one on; `-` for one that has none. */
const IN_ORDER: Readonly<Record<string, string>> = {
  a0: `nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para
    middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute
    Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute
    THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde
    ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml Amacr amacr Abreve abreve Aogon
    aogon Cacute cacute Ccirc ccirc Cdot cdot Ccaron ccaron Dcaron dcaron Dstrok dstrok Emacr emacr - - Edot edot Eogon eogon
    Ecaron ecaron Gcirc gcirc Gbreve gbreve Gdot gdot Gcedil - Hcirc hcirc Hstrok hstrok Itilde itilde Imacr imacr - - Iogon
    iogon Idot inodot IJlig ijlig Jcirc jcirc Kcedil kcedil kgreen Lacute lacute Lcedil lcedil Lcaron lcaron Lmidot lmidot Lstrok
    lstrok Nacute nacute Ncedil ncedil Ncaron ncaron napos ENG eng Omacr omacr - - Odblac odblac OElig oelig Racute racute
    Rcedil rcedil Rcaron rcaron Sacute sacute Scirc scirc Scedil scedil Scaron scaron Tcedil tcedil Tcaron tcaron Tstrok tstrok
    Utilde utilde Umacr umacr Ubreve ubreve Uring uring Udblac udblac Uogon uogon Wcirc wcirc Ycirc ycirc Yuml Zacute zacute Zdot
    zdot Zcaron zcaron`,
  391: `Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho - Sigma Tau Upsilon Phi Chi Psi
    Omega - - - - - - - alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigmaf sigma tau
    upsilon phi chi psi omega - - - - - - - thetasym upsih - - - piv`,
  401: `IOcy DJcy GJcy Jukcy DScy Iukcy YIcy Jsercy LJcy NJcy TSHcy KJcy - Ubrcy DZcy Acy Bcy Vcy Gcy Dcy IEcy ZHcy Zcy Icy Jcy
    Kcy Lcy Mcy Ncy Ocy Pcy Rcy Scy Tcy Ucy Fcy KHcy TScy CHcy SHcy SHCHcy HARDcy Ycy SOFTcy Ecy YUcy YAcy acy bcy vcy gcy dcy
    iecy zhcy zcy icy jcy kcy lcy mcy ncy ocy pcy rcy scy tcy ucy fcy khcy tscy chcy shcy shchcy hardcy ycy softcy ecy yucy yacy
    - iocy djcy gjcy jukcy dscy iukcy yicy jsercy ljcy njcy tshcy kjcy - ubrcy dzcy`,
};

/** Code points in hexadecimal, each followed by its names. */
const SINGLE = `9 Tab, a NewLine, 21 excl, 22 quot QUOT, 23 num, 24 dollar, 25 percnt, 26 amp AMP, 27 apos, 28 lpar, 29 rpar, 2a ast
  midast, 2b plus, 2c comma, 2e period, 2f sol, 3a colon, 3b semi, 3c lt LT, 3d equals, 3e gt GT, 3f quest, 40 commat, 5b lbrack lsqb,
  5c bsol, 5d rbrack rsqb, 5e Hat, 5f lowbar, 60 grave, 7b lbrace lcub, 7c verbar vert, 7d rbrace rcub, a9 COPY, ae REG, 131 imath,
  192 fnof, 2c6 circ, 2dc tilde, 2002 ensp, 2003 emsp, 2007 numsp, 2008 puncsp, 2009 thinsp, 200a hairsp, 200b ZeroWidthSpace,
  200c zwnj, 200d zwj, 200e lrm, 200f rlm, 2010 hyphen dash, 2013 ndash, 2014 mdash, 2015 horbar, 2018 lsquo, 2019 rsquo rsquor,
  201a sbquo lsquor, 201c ldquo, 201d rdquo rdquor, 201e bdquo ldquor, 2020 dagger, 2021 Dagger, 2022 bull bullet, 2026 hellip mldr,
  2030 permil, 2032 prime, 2033 Prime, 2039 lsaquo, 203a rsaquo, 203e oline, 2044 frasl, 2060 NoBreak, 20ac euro, 2111 image,
  2116 numero, 2118 weierp, 211c real, 2122 trade TRADE, 2135 alefsym, 2190 larr, 2191 uarr, 2192 rarr, 2193 darr, 2194 harr,
  21b5 crarr, 21d0 lArr, 21d1 uArr, 21d2 rArr, 21d3 dArr, 21d4 hArr, 2200 forall, 2202 part, 2203 exist, 2205 empty, 2207 nabla,
  2208 isin, 2209 notin, 220b ni, 220f prod, 2211 sum, 2212 minus, 2217 lowast, 221a radic, 221d prop, 221e infin, 2220 ang, 2227 and,
  2228 or, 2229 cap, 222a cup, 222b int, 2234 there4, 223c sim, 2245 cong, 2248 asymp, 2260 ne, 2261 equiv, 2264 le, 2265 ge, 2282 sub,
  2283 sup, 2284 nsub, 2286 sube, 2287 supe, 2295 oplus, 2297 otimes, 22a5 perp, 22c5 sdot, 2308 lceil, 2309 rceil, 230a lfloor,
  230b rfloor, 2713 check, 27e8 lang, 27e9 rang, 25ca loz, 2605 starf, 2606 star, 260e phone, 2660 spades, 2663 clubs, 2665 hearts,
  2666 diams`;

/** What numbers from 0x80 to 0x9F mean by the HTML standard: the characters of windows-1252. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

let names: ReadonlyMap<string, string> | undefined;

/** Decodes each reference once, so that `&amp;lt;` becomes `&lt;`. One by name needs its semicolon. */
export function decodeEntities(text: string): string {
  return text.replace(/&(?:#[xX]([0-9a-fA-F]+)|#([0-9]+)|([A-Za-z][A-Za-z0-9]{1,31})(?=;));?/g, (found, hex, decimal, name) => {
    if (name === undefined) return characterAt(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16));
    names ??= readNames();
    return names.get(name) ?? found;
  });
}

/** All names that are decoded, each with its character. */
export function entityNames(): ReadonlyMap<string, string> {
  names ??= readNames();
  return names;
}

function characterAt(code: number): string {
  if (code === 0 || code > 0x10ffff) return '\ufffd';
  // Where HTML has U+FFFD for a surrogate, two of them make the character that somebody's JavaScript took apart.
  return WINDOWS_1252[code - 0x80] ?? String.fromCodePoint(code);
}

function readNames(): ReadonlyMap<string, string> {
  const inOrder = Object.entries(IN_ORDER).flatMap(([first, list]) =>
    list.split(/\s+/).map((name, at): [string, string] => [name, String.fromCodePoint(Number.parseInt(first, 16) + at)]),
  );
  const single = SINGLE.split(/,\s*/).flatMap((entry) => {
    const [code = '', ...own] = entry.split(/\s+/);
    return own.map((name): [string, string] => [name, String.fromCodePoint(Number.parseInt(code, 16))]);
  });
  return new Map([...inOrder, ...single].filter(([name]) => name !== '-'));
}
