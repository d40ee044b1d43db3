import type { CardParams } from '../../../../card-schema/catalogue.ts';
import { FitText } from '../../fit-text.tsx';
import { initialOf } from './initial-of.ts';
import { readingTime } from './reading-time.ts';
import '@fontsource-variable/source-serif-4/opsz.css';
import './article.css';

export function Article(params: CardParams<'article'>) {
  const { title, author, section, minutes, theme, cover, avatar, language } = params;
  const initial = initialOf(title, language);
  return (
    <article className="article-card" data-theme={theme} data-cover={cover !== ''}>
      {cover === '' && initial && (
        <div className="initial" aria-hidden="true">
          {initial}
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
              <FitText className="minutes" max={25} min={20} lines={1}>
                {readingTime(language, minutes, params.readWord)}
              </FitText>
            )}
          </div>
        </footer>
      </div>
      {cover && <img className="cover" src={cover} alt="" decoding="sync" />}
    </article>
  );
}
