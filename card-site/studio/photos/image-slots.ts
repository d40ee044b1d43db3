// Every place in which a card can show a photo.
import { TEMPLATE_NAMES, type TemplateName, templateNamed } from '../../../card-schema/catalogue.ts';
import { fieldInfo } from '../../../card-schema/fields.ts';
import { photoAddress } from '../../../card-schema/photo-id.ts';
import { PICTURE_SIZE } from '../../../card-schema/picture-size.ts';
import type { Origin, Params } from '../route.ts';

export interface ImageSlot {
  readonly template: TemplateName;
  readonly field: string;
  readonly label: string;
  readonly width: number;
  readonly height: number;
  readonly params: Params;
}

/** Each with a card that shows the photo: the one that somebody came from, if it is of that template, or an example. */
export function imageSlots(id: string, origin: Origin | undefined): readonly ImageSlot[] {
  return TEMPLATE_NAMES.flatMap((template) =>
    Object.entries(templateNamed(template).fields).flatMap(([field, schema]) => {
      const { kind, label, slot = [PICTURE_SIZE.width, PICTURE_SIZE.height] } = fieldInfo(schema);
      if (kind !== 'image') return [];
      const params = { ...cardFor(template, field, origin), [field]: photoAddress(id) };
      return [{ template, field, label, width: slot[0], height: slot[1], params }];
    }),
  );
}

function cardFor(template: TemplateName, field: string, origin: Origin | undefined): Params {
  if (origin?.template === template) return origin.params;
  const examples: readonly Params[] = Object.values(templateNamed(template).examples);
  return examples.find((example) => Boolean(example[field])) ?? examples[0] ?? {};
}
