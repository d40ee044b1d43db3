// The app itself. It reads ?social= as well, and shows a score only if it is one; textContent, so that a text stays a text.
const social = new URLSearchParams(location.search).get('social') ?? '';

// The card's own grammar: Number() takes an empty text and 1e1 for numbers.
if (/^(0|[1-9]\d?)(-(0|[1-9]\d?)){2}$/.test(social)) {
  const [home, away, round] = social.split('-');
  document.getElementById('app').textContent = `${home} : ${away} after round ${round}`;
}
