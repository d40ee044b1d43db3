import { imageUrlsOf } from '../../card-schema/card-images.ts';
import { createCard, TEMPLATE_NAMES, TEMPLATES } from '../../card-schema/catalogue.ts';
import { photoAddress } from '../../card-schema/photo-id.ts';
import { imageAddress } from './image-address.ts';
import { type ListedPhoto, photoFile } from './photos/photo-calls.ts';
import { formatPhotosRoute, type Origin } from './route.ts';

export interface ImagePickerProps {
  readonly label: string;
  readonly value: string;
  readonly photos: readonly ListedPhoto[];
  /** Undefined where there are no photos. */
  readonly origin?: Origin;
  readonly onChange: (address: string) => void;
}

/** Every image that an example of any template shows. */
const IMAGES = [
  ...new Set(
    TEMPLATE_NAMES.flatMap((template) =>
      Object.values(TEMPLATES[template].examples).flatMap((example) => imageUrlsOf(createCard(template, example as never))),
    ),
  ),
];

/** Two lines of them; the page of photos has all. */
const MAX_PHOTOS = 8;

export function ImagePicker({ label, value, photos, origin, onChange }: ImagePickerProps) {
  const choices = [
    ...photos
      .slice(0, MAX_PHOTOS)
      .map(({ id, name }) => ({ address: photoAddress(id), src: photoFile(id, '250'), name: name || id })),
    ...IMAGES.map((address) => ({ address, src: imageAddress(address), name: nameOf(address) })),
  ];
  return (
    <fieldset className="image-picker" aria-label={`Images for ${label}`}>
      <button type="button" aria-pressed={value === ''} onClick={() => onChange('')}>
        None
      </button>
      {choices.map(({ address, src, name }) => (
        <button key={address} type="button" aria-pressed={value === address} title={name} onClick={() => onChange(address)}>
          <img src={src} alt={name} width={56} height={40} loading="lazy" onError={hideButton} />
        </button>
      ))}
      {origin && (
        <a className="image-picker-all" href={formatPhotosRoute(undefined, origin)}>
          All photos
        </a>
      )}
    </fieldset>
  );
}

/** What cannot be shown here cannot be on the card either. */
function hideButton({ currentTarget }: { readonly currentTarget: HTMLImageElement }): void {
  if (currentTarget.parentElement) currentTarget.parentElement.hidden = true;
}

function nameOf(address: string): string {
  return new URL(address).pathname.split('/').at(-1) ?? address;
}
