/** Between the greetings of the scripts card, which travel in one field. */
export const LINE_BREAK = ' | ';

export const GREETINGS = [
  'Καλημέρα κόσμε',
  'Доброе утро, мир',
  'صباح الخير يا عالم',
  'בוקר טוב עולם',
  'शुभ प्रभात दुनिया',
  'สวัสดีชาวโลก',
  '早上好，世界',
  'おはようございます',
  '좋은 아침이에요',
] as const;

/** The emoji that occur, each one code point, so that no renderer has to know of sequences. */
export const EMOJI = ['🚀', '🌍', '🎉'] as const;
