import { useEffect, useState } from 'react';
import { photoAddress, photoIdOf } from '../../../card-schema/photo-id.ts';
import type { PhotoLimits } from '../api.ts';
import { ImagePicker } from '../image-picker.tsx';
import { DropZone } from '../photos/drop-zone.tsx';
import type { Dropped } from '../photos/dropped-files.ts';
import { inWords, SentPhotoItem } from '../photos/sent-photo-item.tsx';
import { forgetSent, isOver, type SentPhoto, sendPhotos, useSentPhotos } from '../photos/uploads.ts';
import { useFiles } from '../photos/use-files.ts';
import { usePhotos } from '../photos/use-photos.ts';
import { useStack } from '../stack.tsx';
import { ChosenPhoto } from './chosen-photo.tsx';
import { type ControlProps, described, textOf } from './control-props.ts';

export function ImageControl(props: ControlProps) {
  const limits = useStack().stack?.photos;
  return limits ? <WithPhotos {...props} limits={limits} /> : <WithoutPhotos {...props} />;
}

function WithoutPhotos(props: ControlProps) {
  const { info, value, onChange } = props;
  return (
    <>
      <AddressInput {...props} placeholder="https://…" />
      <ImagePicker label={info.label} value={textOf(value)} photos={[]} onChange={onChange} />
    </>
  );
}

function AddressInput({ placeholder, ...props }: ControlProps & { readonly placeholder: string }) {
  const { name, value, onChange } = props;
  return (
    <input
      {...described(props)}
      type="url"
      name={name}
      placeholder={placeholder}
      autoComplete="off"
      spellCheck={false}
      value={textOf(value)}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

/** Takes one photo, and puts it into the field once it is ready. */
function WithPhotos({ limits, ...props }: ControlProps & { readonly limits: PhotoLimits }) {
  const { info, value, origin, onChange } = props;
  const { photos = [] } = usePhotos(true);
  const target = `${origin.template}/${origin.field}`;
  const sent = useSentPhotos().filter((photo) => photo.target === target);
  const [refusals, setRefusals] = useState<readonly string[]>([]);
  useArrivals(sent, onChange);

  const take = ({ files, refusals: refused }: Dropped) => {
    const [file] = files;
    setRefusals([...refused, ...(files.length > 1 ? [`A field has one photo, and these are ${files.length}. ${SEVERAL}`] : [])]);
    if (!file || files.length > 1) return;
    forgetSent(...sent.map(({ key }) => key)); // the latest one is meant
    sendPhotos([file], { limits, target });
  };
  const [isOver, events] = useFiles(take);

  const [latest] = sent.slice(-1);
  const id = photoIdOf(textOf(value));
  return (
    <div {...events}>
      <AddressInput {...props} placeholder="https://… or photo:…" />
      {id !== undefined && <ChosenPhoto key={id} id={id} origin={origin} />}
      <div className="photo-drop">
        <DropZone action="Choose a photo" label={`Photo for ${info.label}`} several={false} isOver={isOver} onFiles={take} />
        {latest && <SentPhotoItem photo={latest} />}
        <div role="status">
          <span className="hidden">{latest && announcementOf(latest)}</span>
          {refusals.map((refusal) => (
            <p className="field-error" key={refusal}>
              {refusal}
            </p>
          ))}
        </div>
      </div>
      <ImagePicker label={info.label} value={textOf(value)} photos={photos} origin={origin} onChange={onChange} />
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
