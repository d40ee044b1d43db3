import type { CardParams } from '../../../../card-schema/catalogue.ts';
import { FitText } from '../../fit-text.tsx';
import '@fontsource-variable/source-serif-4/opsz.css';
import './article.css';

export function Article({ title, author, section, minutes, theme, cover, avatar }: CardParams<'article'>) {
  return (
    <article className="article-card" data-theme={theme} data-cover={cover !== ''}>
      {cover === '' && (
        <div className="initial" aria-hidden="true">
          {initialOf(title)}
        </div>
      )}
      <div className="copy">
        <header>
          <span className="bar" />
          {section && (
            <FitText className="section" max={27} min={20} lines={1}>
              {section}
            </FitText>
          )}
        </header>
        <FitText
          as="h1"
          className="title"
          max={cover ? 92 : title.length > 12 ? 136 : 208}
          min={cover ? 36 : 44}
          lines={cover ? 7 : 5}
        >
          {title}
        </FitText>
        <footer>
          {avatar && <img className="avatar" src={avatar} alt="" decoding="sync" />}
          <div className="byline">
            <FitText className="author" max={30} min={20} lines={1}>
              {author}
            </FitText>
            {minutes > 0 && (
              <div className="minutes">
                <bdi>{minutes} min read</bdi>
              </div>
            )}
          </div>
        </footer>
      </div>
      {cover && <img className="cover" src={cover} alt="" decoding="sync" />}
    </article>
  );
}

/** The title's first letter or digit, for the ornament. Keycaps are neither. */
function initialOf(title: string): string {
  return (/(?:\p{L}|\p{N}(?!\uFE0F|\u20E3))\p{M}*/u.exec(title)?.[0] ?? '').toUpperCase();
}
