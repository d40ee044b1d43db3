// The package's only entry: what a main site may use, and what must stay compatible between versions. Everything else is internal.
export { BUILT_FROM, type BuiltFrom } from './built-from.ts';
export { signCardPath, verifyCardPath } from './card-path.ts';
export { type CardPicture, type CardUrlOptions, cardPicture, cardUrl, ogTags } from './card-url.ts';
export type { CardWarning } from './card-warning.ts';
export { type Card, type CardInput, type CardParams, knownTemplate, type TemplateName } from './catalogue.ts';
export type { DesignVersions } from './design-version.ts';
export { CardError, type CardErrorCode } from './errors.ts';
export { escapeHtml } from './escape-html.ts';
export { lineOf } from './mend-value.ts';
export type { PhotoType } from './photo-size.ts';
export { type PhotoUrlInput, type PhotoUrlOptions, photoUrl } from './photo-url.ts';
export { PICTURE_SIZE } from './picture-size.ts';
