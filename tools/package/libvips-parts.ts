// Libraries inside libvips' package, which open the pictures of strangers: npm knows nothing of them, and most known holes of decoders are
// there. Versions and licences as that package's versions.json and README.md have them.

export interface LibvipsPart {
  /** In versions.json. */
  readonly name: string;
  readonly version: string;
  /** An SPDX id. */
  readonly license: string;
  /** By which vendor and product the National Vulnerability Database knows it, where it does. */
  readonly cpe?: string;
}

export const LIBVIPS_PACKAGE = '@img/sharp-libvips-linux-x64';

export const LIBVIPS_PARTS: readonly LibvipsPart[] = [
  { name: 'aom', version: '3.15.1', license: 'BSD-2-Clause', cpe: 'aomedia:aomedia' },
  { name: 'archive', version: '3.8.9', license: 'BSD-2-Clause', cpe: 'libarchive:libarchive' },
  { name: 'cairo', version: '1.18.6', license: 'MPL-1.1', cpe: 'cairographics:cairo' },
  { name: 'cgif', version: '0.5.4', license: 'MIT' },
  { name: 'exif', version: '0.6.26', license: 'LGPL-3.0-or-later', cpe: 'libexif_project:libexif' },
  { name: 'expat', version: '2.8.5', license: 'MIT', cpe: 'libexpat_project:libexpat' },
  { name: 'ffi', version: '3.8.0', license: 'MIT' },
  { name: 'fontconfig', version: '2.18.3', license: 'HPND', cpe: 'fontconfig_project:fontconfig' },
  { name: 'freetype', version: '2.14.3', license: 'FTL', cpe: 'freetype:freetype' },
  { name: 'fribidi', version: '1.0.17', license: 'LGPL-3.0-or-later', cpe: 'gnu:fribidi' },
  { name: 'glib', version: '2.90.0', license: 'LGPL-3.0-or-later', cpe: 'gnome:glib' },
  { name: 'harfbuzz', version: '14.5.0', license: 'MIT', cpe: 'harfbuzz_project:harfbuzz' },
  { name: 'heif', version: '1.23.5', license: 'LGPL-3.0-or-later', cpe: 'struktur:libheif' },
  { name: 'highway', version: '1.4.0', license: 'BSD-3-Clause' },
  { name: 'imagequant', version: '2.4.1', license: 'BSD-2-Clause' },
  { name: 'lcms', version: '2.19.1', license: 'MIT', cpe: 'littlecms:little_cms' },
  { name: 'mozjpeg', version: '0826579', license: 'IJG', cpe: 'mozilla:mozjpeg' },
  { name: 'pango', version: '1.58.2', license: 'LGPL-3.0-or-later', cpe: 'gnome:pango' },
  { name: 'pixman', version: '0.46.4', license: 'MIT', cpe: 'pixman:pixman' },
  { name: 'png', version: '1.6.58', license: 'libpng-2.0', cpe: 'libpng:libpng' },
  { name: 'proxy-libintl', version: '0.5', license: 'LGPL-3.0-or-later' },
  { name: 'rsvg', version: '2.63.2', license: 'LGPL-3.0-or-later', cpe: 'gnome:librsvg' },
  { name: 'tiff', version: '4.7.2', license: 'libtiff', cpe: 'libtiff:libtiff' },
  { name: 'uhdr', version: '2.0.2', license: 'MIT' },
  { name: 'vips', version: '8.18.7', license: 'LGPL-3.0-or-later', cpe: 'libvips:libvips' },
  { name: 'webp', version: '1.6.0', license: 'BSD-3-Clause', cpe: 'webmproject:libwebp' },
  { name: 'xml2', version: '2.15.4', license: 'MIT', cpe: 'xmlsoft:libxml2' },
  { name: 'zlib-ng', version: '2.3.3', license: 'Zlib', cpe: 'zlib-ng:zlib-ng' },
];
