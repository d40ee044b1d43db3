// The look that both kinds of new template begin with.

export const TILES = `<div className="tiles">
        <span />
        <span />
        <span />
        <span />
        <span />
        <span />
      </div>`;

/** Colours, places and ornament, which both kinds share; `.copy` is a column that the texts stand in. */
export function styleOf(name: string, texts: string): string {
  return `.${name}-card {
  --paper: #fff4df;
  --ink: #2a1a10;
  --muted: #6d5848;
  --accent: #b83a12;
  --tile: #ffc23d;
  --other: #f0652f;
  --dot: #2a1a10;

  display: flex;
  height: 630px;
  background: var(--paper);
  color: var(--ink);

  &[data-theme="night"] {
    --paper: #161a3a;
    --ink: #f6f3ea;
    --muted: #b9bde0;
    --accent: #ffc857;
    --tile: #4a55c8;
    --other: #ffc857;
    --dot: #f6f3ea;
  }

  &[data-theme="mint"] {
    --paper: #dff3e7;
    --ink: #0f2f2a;
    --muted: #3f5f57;
    --accent: #0b6b57;
    --tile: #13806a;
    --other: #f4a259;
    --dot: #0f2f2a;
  }

  & .copy {
    flex: 1;
    min-width: 0;
    display: flex;
    flex-direction: column;
    gap: 52px;
    padding-block: 72px 116px; /* X lays the title over what is below 530 pixels */
    padding-inline: 72px 64px;
  }

${texts}
  /* Squares of 210 pixels, three to the card's height. They stay in order where a card is read from the right. */
  & .tiles {
    direction: ltr;
    flex: none;
    display: grid;
    grid-template: repeat(3, 210px) / repeat(2, 210px);
  }

  & .tiles span:nth-child(1) {
    border-top-left-radius: 100%;
    background: var(--tile);
  }

  & .tiles span:nth-child(2) {
    background: radial-gradient(circle, var(--paper) 52px, transparent 53px) var(--other);
  }

  & .tiles span:nth-child(3) {
    background: radial-gradient(circle, var(--dot) 70px, transparent 71px);
  }

  & .tiles span:nth-child(4) {
    border-bottom-right-radius: 100%;
    background: var(--tile);
  }

  & .tiles span:nth-child(5) {
    border-top-right-radius: 100%;
    background: var(--other);
  }

  & .tiles span:nth-child(6) {
    border-top-left-radius: 100%;
    background: var(--dot);
  }
}
`;
}
