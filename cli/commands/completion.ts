// The command completion: a script by which a shell completes commands, options, templates and fields.
import { TEMPLATE_NAMES } from '../../card-schema/catalogue.ts';
import { COMMON_OPTIONS, type Command, command, type Option } from '../terminal/command.ts';
import { optionsOf, UsageError } from '../terminal/options.ts';

type Commands = Readonly<Record<string, Command>>;

const SHELLS: Readonly<Record<string, (commands: Commands) => string>> = { bash, zsh, fish };
const NAMES = Object.keys(SHELLS);

/** `commands` is asked for late, because this command is one of them. */
export const completion = (commands: () => Commands): Command =>
  command({
    about: 'prints the script by which a shell completes these commands',
    usage: NAMES.join('|'),
    words: NAMES,
    options: {},
    examples: NAMES.map((name) => `completion ${name}`),
    notes: `To install it, give the commands a name of their own, in the file that your shell reads at its start:

  bash, in ~/.bashrc       cards() { npm --prefix ~/edgecard run -s cards -- "$@"; }
                           source <(cards completion bash)
  zsh, in ~/.zshrc         the same two lines with zsh, after compinit
  fish, in config.fish     function cards; npm --prefix ~/edgecard run -s cards -- $argv; end
                           cards completion fish | source

~/edgecard is where this repository is. Paths in options are then those of that folder.`,
    async run({ words }) {
      const [shell = ''] = words;
      const script = Object.hasOwn(SHELLS, shell) && words.length === 1 ? SHELLS[shell] : undefined;
      if (!script) throw new UsageError(`Name a shell: ${NAMES.join(', ')}.`);
      const text = script(commands());
      return { text, json: { shell, script: text } };
    },
  });

const dashed = (names: readonly string[]) => names.map((name) => `--${name}`);

/** What may follow a command's name: its options, its words, and the templates. */
function wordsOf({ options, words = [], takesCard }: Command): readonly string[] {
  return [...words, ...(takesCard ? TEMPLATE_NAMES : []), ...dashed(Object.keys({ ...options, ...COMMON_OPTIONS }))];
}

function fieldsOf(template: string): readonly string[] {
  return dashed(Object.keys(optionsOf(template)));
}

/** `case` branches, which bash and zsh write alike. */
function branches(rows: readonly (readonly [pattern: string, words: readonly string[]])[], verb: string): string {
  return rows
    .filter(([, words]) => words.length > 0)
    .map(([pattern, words]) => `      ${pattern}) ${verb}(${words.join(' ')}) ;;`)
    .join('\n');
}

function body(commands: Commands, typed: string, command: string): string {
  const cardCommands = Object.keys(commands).filter((name) => commands[name]?.takesCard);
  return `  local -a known=(${Object.keys(commands).join(' ')} help)
  local word
  if [[ -n ${command} ]]; then
    known=()
    case ${command} in
${branches(
  Object.entries(commands).map(([name, about]) => [name, wordsOf(about)]),
  'known=',
)}
    esac
    case ${command} in ${cardCommands.join('|')}) for word in "${typed}"; do
      case $word in
${branches(
  TEMPLATE_NAMES.map((name) => [name, fieldsOf(name)]),
  'known+=',
)}
      esac
    done ;; esac
  fi`;
}

function bash(commands: Commands): string {
  // biome-ignore-start lint/suspicious/noTemplateCurlyInString: the shell's own
  return `# Completion of Edgecard's commands for bash.
_cards() {
  local command=
  ((COMP_CWORD > 1)) && command=\${COMP_WORDS[1]}
${body(commands, '${COMP_WORDS[@]}', '$command')}
  COMPREPLY=($(compgen -W "\${known[*]}" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _cards cards`;
}

function zsh(commands: Commands): string {
  return `#compdef cards
# Completion of Edgecard's commands for zsh.
_cards() {
  local command=
  ((CURRENT > 2)) && command=$words[2]
${body(commands, '${words[@]}', '$command')}
  compadd -- $known
  # The value of an option may be a file.
  [[ $words[CURRENT-1] == --* ]] && _files
}
compdef _cards cards`;
  // biome-ignore-end lint/suspicious/noTemplateCurlyInString: the shell's own
}

function fish(commands: Commands): string {
  const quoted = (text: string) => `'${text.replace(/[\\']/g, '\\$&')}'`;
  const lines = Object.entries(commands).flatMap(([name, { about, options, words = [], takesCard }]) => {
    const on = `complete -c cards -n ${quoted(`__fish_seen_subcommand_from ${name}`)}`;
    const own = Object.entries<Option>({ ...options, ...COMMON_OPTIONS });
    return [
      `complete -c cards -f -n __fish_use_subcommand -a ${name} -d ${quoted(about)}`,
      ...own.map(
        ([option, { type, about: description }]) =>
          `${on} -l ${option}${type === 'string' ? ' -r' : ''} -d ${quoted(description)}`,
      ),
      ...[...words, ...(takesCard ? TEMPLATE_NAMES : [])].map((word) => `${on} -f -a ${word}`),
    ];
  });
  const cardCommands = Object.keys(commands).filter((name) => commands[name]?.takesCard);
  const seenCards = `__fish_seen_subcommand_from ${cardCommands.join(' ')}`;
  const fields = TEMPLATE_NAMES.flatMap((template) =>
    Object.keys(optionsOf(template)).map(
      (field) => `complete -c cards -n ${quoted(`${seenCards}; and __fish_seen_subcommand_from ${template}`)} -l ${field} -r`,
    ),
  );
  return ["# Completion of Edgecard's commands for fish.", ...lines, ...fields].join('\n');
}
