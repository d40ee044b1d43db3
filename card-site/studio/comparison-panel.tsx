import { useEffect, useRef, useState } from 'react';
import type { Card } from '../../card-schema/catalogue.ts';
import { PICTURE_SIZE } from '../../card-schema/picture-size.ts';
import { type Comparison, comparisonOf } from './api.ts';
import { useStack } from './stack.tsx';

const SIDES = ['picture', 'live', 'difference'] as const;
type Side = (typeof SIDES)[number];

interface ComparisonPanelProps {
  readonly card: Card;
  readonly pictureSrc: string | undefined;
}

/** The stored picture against a screenshot of the live card: how many pixels differ, and which. */
export function ComparisonPanel({ card, pictureSrc }: ComparisonPanelProps) {
  const { builds } = useStack();
  const [result, setResult] = useState<{ readonly comparison?: Comparison; readonly error?: string; readonly running?: boolean }>(
    {},
  );
  const [side, setSide] = useState<Side>('difference');
  const running = useRef<AbortController>(undefined);
  const { comparison, error } = result;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another card or build makes the comparison untrue
  useEffect(() => {
    setResult({});
    return () => running.current?.abort();
  }, [card, builds]);

  const compare = () => {
    if (result.running) return;
    const aborting = new AbortController();
    running.current = aborting;
    setResult({ running: true });
    comparisonOf(card, aborting.signal).then(
      (found) => setResult({ comparison: found }),
      (cause: Error) => !aborting.signal.aborted && setResult({ error: cause.message }),
    );
  };

  return (
    <section className="comparison" aria-labelledby="comparison-title">
      <header className="section-head">
        <h3 id="comparison-title">Same as the live card?</h3>
        <button type="button" className="button" onClick={compare} aria-disabled={result.running === true}>
          {result.running ? 'Comparing…' : 'Compare'}
        </button>
      </header>
      <p role="status">
        {comparison && verdictOf(comparison)}
        {error !== undefined && <span className="field-error">{error}</span>}
        {!comparison && error === undefined && !result.running && 'Compares the stored JPEG with the live card, pixel by pixel.'}
      </p>
      {comparison && <Sides addresses={{ ...comparison, picture: pictureSrc }} shown={side} onShow={setSide} />}
    </section>
  );
}

interface SidesProps {
  readonly addresses: Readonly<Record<Side, string | undefined>>;
  readonly shown: Side;
  readonly onShow: (side: Side) => void;
}

function Sides({ addresses, shown, onShow }: SidesProps) {
  return (
    <>
      <fieldset className="segments">
        <legend className="hidden">Show</legend>
        {SIDES.map((name) => (
          <label key={name}>
            <input type="radio" name="comparison-side" checked={shown === name} onChange={() => onShow(name)} />
            <span>{name}</span>
          </label>
        ))}
      </fieldset>
      <div className="picture-place">
        <img src={addresses[shown]} alt={`Comparison: ${shown}`} width={PICTURE_SIZE.width} height={PICTURE_SIZE.height} />
      </div>
    </>
  );
}

function verdictOf({ share, pixels }: Comparison): string {
  if (pixels === 0) return 'Not one pixel differs.';
  return `${(share * 100).toFixed(share < 0.001 ? 3 : 2)} % of the pixels differ (${pixels.toLocaleString('en')}).`;
}
