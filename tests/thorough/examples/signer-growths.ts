// @examples article
/** Each prints how much longer a text of 20,000 inner blanks takes than one of 2,500: 8 if the time grows with the length. */
export const GROWTHS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  Python: [
    'python3',
    '-c',
    `import sys, time
sys.path.insert(0, 'python')
from edgecard import card_url
def once(text):
    start = time.process_time()
    try:
        card_url('article', [text], 'a key', 'https://social.app.com')
    except ValueError:
        pass
    return time.process_time() - start
def fastest(blanks):
    return min(once('a' + '\u3000' * blanks + 'b') for _ in range(20))
print(fastest(20000) / fastest(2500))`,
  ],
  Ruby: [
    'ruby',
    '-r./ruby/edgecard',
    '-e',
    `def once(text)
  start = Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID)
  begin
    Edgecard.card_url('article', [text], 'a key', 'https://social.app.com')
  rescue ArgumentError
  end
  Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID) - start
end
def fastest(blanks) = (1..20).map { once("a#{"\u3000" * blanks}b") }.min
puts fastest(20_000) / fastest(2_500)`,
  ],
  PHP: [
    'php',
    '-r',
    `require 'php/edgecard.php';
function used(): int {
  // The kernel knows the time of a process exactly, and divides it between user and system by what each tick of the clock interrupts.
  $use = getrusage();
  return ($use['ru_utime.tv_sec'] + $use['ru_stime.tv_sec']) * 1_000_000 + $use['ru_utime.tv_usec'] + $use['ru_stime.tv_usec'];
}
function once(string $text): int {
  $start = used();
  try { Edgecard\\cardUrl('article', [$text], 'a key', 'https://social.app.com'); } catch (InvalidArgumentException) {}
  return used() - $start;
}
function ten(int $blanks): int {
  $text = 'a' . str_repeat("\u{3000}", $blanks) . 'b';
  $start = 0;
  for ($round = 0; $round < 10; $round++) $start += once($text);
  return $start;
}
$fastest = fn (int $blanks) => max(1, min(array_map(fn () => ten($blanks), range(1, 10))));
echo $fastest(20_000) / $fastest(2_500);`,
  ],
};
