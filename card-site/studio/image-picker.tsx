import { imageUrlsOf } from '../../card-schema/card-images.ts';
import { createCard, TEMPLATE_NAMES, TEMPLATES } from '../../card-schema/catalogue.ts';
import { imageAddress } from './image-address.ts';

export interface ImagePickerProps {
  readonly label: string;
  readonly value: string;
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

export function ImagePicker({ label, value, onChange }: ImagePickerProps) {
  return (
    <fieldset className="image-picker" aria-label={`Images for ${label}`}>
      <button type="button" aria-pressed={value === ''} onClick={() => onChange('')}>
        None
      </button>
      {IMAGES.map((address) => (
        <button key={address} type="button" aria-pressed={value === address} onClick={() => onChange(address)}>
          <img src={imageAddress(address)} alt={nameOf(address)} width={56} height={40} loading="lazy" onError={hideButton} />
        </button>
      ))}
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
