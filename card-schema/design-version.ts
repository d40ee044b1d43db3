import type { TemplateName } from './catalogue.ts';

/** Shape of a design version: twelve hexadecimal digits of a SHA-256 over everything that can change a template's pixels. */
export const DESIGN_VERSION = '[0-9a-f]{12}';

export type DesignVersions = Readonly<Record<TemplateName, string>>;
