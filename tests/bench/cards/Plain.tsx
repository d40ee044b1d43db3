export interface PlainProps {
  readonly date: string;
  readonly title: string;
  readonly place: string;
  readonly avatar: string;
}

/** A gradient, three texts and a round picture: what most social cards are. */
export function Plain({ date, title, place, avatar }: PlainProps) {
  return (
    <div
      style={{
        display: 'flex',
        flexDirection: 'column',
        justifyContent: 'space-between',
        boxSizing: 'border-box',
        width: 1200,
        height: 630,
        padding: 72,
        backgroundImage: 'linear-gradient(135deg, #1b1f4b 0%, #5b2a86 55%, #d7567a 100%)',
        color: '#ffffff',
        fontFamily: 'Inter',
      }}
    >
      <div style={{ fontSize: 32, fontWeight: 400, lineHeight: 1.2 }}>{date}</div>
      <div style={{ fontSize: 84, fontWeight: 700, lineHeight: 1.1 }}>{title}</div>
      <div style={{ display: 'flex', alignItems: 'center', gap: 28 }}>
        <img
          src={avatar}
          alt=""
          decoding="sync"
          width={104}
          height={104}
          style={{ width: 104, height: 104, flexShrink: 0, borderRadius: 52, objectFit: 'cover' }}
        />
        <div style={{ fontSize: 36, fontWeight: 400, lineHeight: 1.2 }}>{place}</div>
      </div>
    </div>
  );
}
