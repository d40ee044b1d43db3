import type { CSSProperties } from 'react';
import { FONT_STACK } from './font-stack.ts';

export interface HeavyProps {
  readonly title: string;
  readonly author: string;
  readonly section: string;
  readonly photo: string;
  readonly faces: readonly string[];
}

const FACE = 112;

const STYLES = {
  card: {
    position: 'relative',
    display: 'flex',
    boxSizing: 'border-box',
    width: 1200,
    height: 630,
    overflow: 'hidden',
    backgroundColor: '#10162a',
    color: '#ffffff',
    fontFamily: FONT_STACK,
  },
  backdrop: { position: 'absolute', top: 0, left: 0, width: 1200, height: 630, objectFit: 'cover', filter: 'blur(16px)' },
  shade: {
    position: 'absolute',
    top: 0,
    left: 0,
    display: 'flex',
    width: 1200,
    height: 630,
    backgroundImage: 'linear-gradient(90deg, rgba(16, 22, 42, 0.85) 0%, rgba(16, 22, 42, 0.25) 100%)',
  },
  column: {
    position: 'absolute',
    top: 0,
    left: 0,
    display: 'flex',
    flexDirection: 'column',
    justifyContent: 'space-between',
    boxSizing: 'border-box',
    width: 700,
    height: 630,
    padding: 64,
  },
  title: { fontSize: 66, fontWeight: 700, lineHeight: 1.15, textShadow: '0 4px 12px rgba(0, 0, 0, 0.6)' },
  face: {
    width: FACE,
    height: FACE,
    flexShrink: 0,
    borderRadius: FACE / 2,
    objectFit: 'cover',
    boxShadow: '0 8px 20px rgba(0, 0, 0, 0.55)',
  },
  photo: {
    position: 'absolute',
    top: 64,
    left: 736,
    width: 400,
    height: 502,
    objectFit: 'cover',
    borderRadius: 32,
    boxShadow: '0 24px 60px rgba(0, 0, 0, 0.6)',
  },
} satisfies Readonly<Record<string, CSSProperties>>;

/** A blurred photo over the whole card, the same one sharp on it, shadows, three faces and emoji: what costs a renderer time. */
export function Heavy({ title, author, section, photo, faces }: HeavyProps) {
  return (
    <div style={STYLES.card}>
      <img src={photo} alt="" decoding="sync" width={1200} height={630} style={STYLES.backdrop} />
      <div style={STYLES.shade} />
      <div style={STYLES.column}>
        <div style={{ fontSize: 30, fontWeight: 400, lineHeight: 1.2 }}>{section}</div>
        <div style={STYLES.title}>{title}</div>
        <div style={{ display: 'flex', alignItems: 'center', gap: 20 }}>
          {faces.map((face) => (
            <img key={face} src={face} alt="" decoding="sync" width={FACE} height={FACE} style={STYLES.face} />
          ))}
          <div style={{ fontSize: 28, fontWeight: 400, lineHeight: 1.2 }}>{author}</div>
        </div>
      </div>
      <img src={photo} alt="" decoding="sync" width={400} height={502} style={STYLES.photo} />
    </div>
  );
}
