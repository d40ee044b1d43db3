import { useEffect, useId, useState } from 'react';
import { photoAddress, photoIdOf } from '../../../card-schema/photo-id.ts';
import type { PhotoLimits } from '../api.ts';
import { ImagePicker } from '../image-picker.tsx';
import { DropZone } from '../photos/drop-zone.tsx';
import type { Dropped } from '../photos/dropped-files.ts';
import { inWords, SentPhotoItem } from '../photos/sent-photo-item.tsx';
import { forgetSent, isOver, type SentPhoto, sendPhotos, useSentPhotos } from '../photos/uploads.ts';
import { usePhotos } from '../photos/use-photos.ts';
import { useStack } from '../stack.tsx';
import { ChosenPhoto } from './chosen-photo.tsx';
import { type ControlProps, described, textOf } from './control-props.ts';

export function ImageControl(props: ControlProps) {
  const { name, info, value, origin, onChange } = props;
  const limits = useStack().stack?.photos;
  const { photos = [] } = usePhotos(limits !== undefined);
  const address = textOf(value);
  const id = photoIdOf(address);
  return (
    <>
      <input
        {...described(props)}
        type="url"
        name={name}
        placeholder={limits ? 'https://… or photo:…' : 'https://…'}
        autoComplete="off"
        spellCheck={false}
        value={address}
        onChange={(event) => onChange(event.target.value)}
      />
      {limits && id !== undefined && <ChosenPhoto key={id} id={id} origin={origin} />}
      {limits && <PhotoDrop {...props} limits={limits} />}
      <ImagePicker label={info.label} value={address} photos={photos} {...(limits ? { origin } : {})} onChange={onChange} />
    </>
  );
}

/** Takes one photo, and puts it into the field once it is ready. */
function PhotoDrop({ info, origin, limits, onChange }: ControlProps & { readonly limits: PhotoLimits }) {
  const target = `${origin.template}/${origin.field}`;
  const sent = useSentPhotos().filter((photo) => photo.target === target);
  const [refusals, setRefusals] = useState<readonly string[]>([]);
  const id = useId();
  useArrivals(sent, onChange);

  const take = ({ files, refusals: refused }: Dropped) => {
    const [file] = files;
    const isOne = files.length === 1;
    setRefusals([...refused, ...(files.length > 1 ? [`A field has one photo, and these are ${files.length}. ${SEVERAL}`] : [])]);
    if (!file || !isOne) return;
    forgetSent(...sent.map(({ key }) => key)); // the latest one is meant
    sendPhotos([file], { limits, target });
  };

  const [latest] = sent.slice(-1);
  return (
    <div className="photo-drop">
      <DropZone action="Choose a photo" label={`Photo for ${info.label}`} several={false} onFiles={take} />
      {latest && <SentPhotoItem photo={latest} />}
      <div role="status" id={id}>
        <span className="hidden">{latest && announcementOf(latest)}</span>
        {refusals.map((refusal) => (
          <p className="field-error" key={refusal}>
            {refusal}
          </p>
        ))}
      </div>
    </div>
  );
}

const SEVERAL = 'Drop one here; the page Photos takes several at once.';

/** A photo that is ready goes into the field, also one that became so while somebody looked at another page. */
function useArrivals(sent: readonly SentPhoto[], onChange: (value: string) => void): void {
  useEffect(() => {
    for (const { key, state } of sent) {
      if (state.stage !== 'ended' || state.status.status !== 'ready') continue;
      forgetSent(key);
      onChange(photoAddress(state.status.photo));
    }
  });
}

function announcementOf({ name, state }: SentPhoto): string {
  if (isOver(state)) return `${name}: ${inWords(state)}`;
  return state.stage === 'sending' ? `${name} is sent` : `${name}: ${inWords(state)}`;
}
