import './fit-text.css';
import { lineOf } from './language.ts';
import { marksLeftOut, withoutStackedMarks } from './stacked-marks.ts';

export interface FitTextProps {
  /** The text's element, `div` unless it means more. */
  readonly as?: 'div' | 'h1' | 'p' | 'blockquote';
  readonly className: string;
  /** Largest and smallest font size in pixels. */
  readonly max: number;
  readonly min: number;
  /** Most lines, whatever the height of the box. */
  readonly lines: number;
  readonly children: string;
}

/**
 * A text that never leaves its box: fitTexts() makes it smaller until it fits, and cuts it with an ellipsis where even the
 * smallest size is too large. The card's CSS gives the box its place and says how far it may grow. The text runs in its own
 * direction and stands at the side where the card begins.
 */
export function FitText({ as: Box = 'div', className, max, min, lines, children }: FitTextProps) {
  const drawn = withoutStackedMarks(children);
  return (
    <Box className={`fit-text ${className}`} data-max={max} data-min={min} data-lines={lines}>
      <span
        className="fit-text-words"
        dir="auto"
        data-line={lineOf(children)}
        data-left-out={marksLeftOut(children, drawn).join('') || undefined}
      >
        {drawn}
      </span>
    </Box>
  );
}
