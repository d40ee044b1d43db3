import '@fontsource-variable/bricolage-grotesque/opsz.css';
import './default.css';

/** The site's own face. Cards within cards, because the picture is what it is about: put your own here. */
export function Default() {
  return (
    <article className="default-card">
      <div className="outer" />
      <div className="middle" />
      <div className="inner">
        <h1>Edgecard</h1>
        <p>Social cards, drawn by a real browser</p>
      </div>
    </article>
  );
}
