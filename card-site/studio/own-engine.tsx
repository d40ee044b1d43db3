// Cards are drawn by Chromium. In another browser the live card is that browser's drawing of it.
import { useStack } from './stack.tsx';

/** Every browser that Chromium is in says so, and no other does: on iOS all of them are WebKit and say CriOS, EdgiOS or FxiOS. */
const IS_CHROMIUM = /Chrom(e|ium)\//;

export function drawsAsChromium(userAgent: string): boolean {
  return IS_CHROMIUM.test(userAgent);
}

/** Says so below the live card. */
export function DrawnByOwnEngine() {
  const { stack } = useStack();
  if (drawsAsChromium(navigator.userAgent)) return null;
  return (
    <p className="live-alt">
      <span>Drawn by your browser:</span> the picture that is served is drawn by Chromium, so sizes and lines may differ.
      {stack && ' The view Picture shows the real one.'}
    </p>
  );
}

/** Says so where the live card's texts are measured. */
export function MeasuredByOwnEngine() {
  if (drawsAsChromium(navigator.userAgent)) return null;
  return (
    <p className="notice" data-kind="warning">
      <strong>Measured as your browser draws the cards.</strong> The pictures that are served are drawn by Chromium: for findings
      that count, open the studio in Chrome, Edge or another browser with Chromium in it.
    </p>
  );
}
