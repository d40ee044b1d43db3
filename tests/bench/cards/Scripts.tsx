import { FONT_STACK } from './font-stack.ts';

export interface ScriptsProps {
  readonly title: string;
  readonly lines: readonly string[];
}

/** One greeting in as many scripts as there are lines, each in a cell of its own, under a title with emoji. */
export function Scripts({ title, lines }: ScriptsProps) {
  return (
    <div
      style={{
        display: 'flex',
        flexDirection: 'column',
        justifyContent: 'space-between',
        boxSizing: 'border-box',
        width: 1200,
        height: 630,
        padding: 56,
        backgroundColor: '#f6f1e7',
        color: '#1d1b18',
        fontFamily: FONT_STACK,
      }}
    >
      <div style={{ fontSize: 56, fontWeight: 700, lineHeight: 1.2 }}>{title}</div>
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 20 }}>
        {lines.map((line) => (
          <div
            key={line}
            style={{
              display: 'flex',
              alignItems: 'center',
              justifyContent: 'center',
              boxSizing: 'border-box',
              width: 349,
              height: 120,
              borderRadius: 18,
              backgroundColor: '#ffffff',
              fontSize: 34,
              fontWeight: 400,
              lineHeight: 1.4,
            }}
          >
            {line}
          </div>
        ))}
      </div>
    </div>
  );
}
