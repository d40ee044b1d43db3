// The app itself. It reads ?social= as well, and shows a score only if it is one; textContent, so that a text stays a text.
const social = new URLSearchParams(location.search).get('social') ?? '';
const [home, away, round, ...more] = social.split('-').map(Number);

if (more.length === 0 && [home, away, round].every((number) => Number.isInteger(number))) {
  document.getElementById('app').textContent = `${home} : ${away} after round ${round}`;
}
