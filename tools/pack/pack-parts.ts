// What @sparticuz/chromium holds besides its own code. npm knows nothing of it, but most known holes of what is shipped are there.

export interface PackPart {
  /** As THIRD_PARTY.md has it. */
  readonly name: string;
  readonly type: 'application' | 'library';
  readonly version: string;
  readonly license: string;
  /** By which vendor and product the National Vulnerability Database knows it. */
  readonly cpe?: string;
  /** The file of the browser's folder that carries this version: a new version of the package brings others. */
  readonly file: string;
}

export const PACK_PARTS: readonly PackPart[] = [
  {
    name: 'Chromium',
    type: 'application',
    version: '153.0.8010.0',
    license: 'BSD-3-Clause',
    cpe: 'google:chrome',
    file: 'chromium',
  },
  {
    name: 'NSS',
    type: 'library',
    version: '3.112',
    license: 'MPL-2.0',
    cpe: 'mozilla:network_security_services',
    file: 'lib/libnss3.so',
  },
  {
    name: 'NSPR',
    type: 'library',
    version: '4.36',
    license: 'MPL-2.0',
    cpe: 'mozilla:netscape_portable_runtime',
    file: 'lib/libnspr4.so',
  },
  {
    name: 'Expat',
    type: 'library',
    version: '2.6.3',
    license: 'MIT',
    cpe: 'libexpat_project:libexpat',
    file: 'lib/libexpat.so.1',
  },
  {
    name: 'Open Sans',
    type: 'library',
    version: '3.003',
    license: 'OFL-1.1',
    file: 'fonts/Open_Sans/OpenSans-Regular.ttf',
  },
];
