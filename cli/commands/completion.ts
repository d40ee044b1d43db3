// The command completion: a script by which a shell completes commands, options, templates and fields.
import { TEMPLATE_NAMES } from '../../card-schema/catalogue.ts';
import { projectPath } from '../../project-path.ts';
import { COMMON_OPTIONS, type Command, command } from '../terminal/command.ts';
import { UsageError } from '../terminal/errors.ts';
import { type Option, takesValue } from '../terminal/option.ts';
import { fieldOptions } from '../terminal/read-command-line.ts';
import { hintFor } from '../terminal/values.ts';

type Commands = Readonly<Record<string, Command>>;

const SHELLS: Readonly<Record<string, (commands: Commands) => string>> = { bash, zsh, fish };
const NAMES = Object.keys(SHELLS);

/** `commands` is asked for late, because this command is one of them. */
export const completion = (commands: () => Commands): Command =>
  command({
    description: 'prints the script by which a shell completes these commands',
    usage: NAMES.join('|'),
    words: { usage: NAMES.join('|'), min: 1, max: 1, otherwise: `Name a shell: ${NAMES.join(', ')}.` },
    completes: NAMES,
    options: {},
    examples: NAMES.map((name) => `completion ${name}`),
    notes: `To install it, have your shell read it at its start; it also defines a function \`cards\` that calls these commands from anywhere:

  bash, in ~/.bashrc       source <(npm --prefix ~/edgecard run -s cards -- completion bash)
  zsh, in ~/.zshrc         the same line with zsh, after compinit
  fish, in config.fish     npm --prefix ~/edgecard run -s cards -- completion fish | source

~/edgecard is where this repository is. Paths in options are those of that folder. A \`cards\` that you have already stays as it is.`,
    async run({ words }) {
      const [shell = ''] = words;
      const script = Object.hasOwn(SHELLS, shell) ? SHELLS[shell] : undefined;
      if (!script)
        throw new UsageError(`Name a shell: ${NAMES.join(', ')}; got ${JSON.stringify(shell)}.${hintFor(shell, NAMES)}`);
      const text = script(commands());
      return { text, json: { shell, script: text } };
    },
  });

/** For bash and zsh: the function that the completion is for, unless there is one. */
const defineCards = () => `type cards >/dev/null 2>&1 || cards() { npm --prefix ${quoted(projectPath())} run -s cards -- "$@"; }`;

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

const dashed = (names: readonly string[]) => names.map((name) => `--${name}`);

/** What may follow a command's name: its options, its words, and the templates. */
function wordsOf({ options, completes = [], takesCard }: Command): readonly string[] {
  return [...completes, ...(takesCard ? TEMPLATE_NAMES : []), ...dashed(Object.keys({ ...options, ...COMMON_OPTIONS }))];
}

function fieldsOf(template: string): readonly string[] {
  return dashed(Object.keys(fieldOptions(template)));
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
  Object.entries(commands).map(([name, each]) => [name, wordsOf(each)]),
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
${defineCards()}
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
${defineCards()}
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
  const fishQuoted = (text: string) => `'${text.replace(/[\\']/g, '\\$&')}'`;
  const define = `functions -q cards; or function cards; npm --prefix ${fishQuoted(projectPath())} run -s cards -- $argv; end`;
  const lines = Object.entries(commands).flatMap(([name, { description, options, completes = [], takesCard }]) => {
    const on = `complete -c cards -n ${fishQuoted(`__fish_seen_subcommand_from ${name}`)}`;
    const own = Object.entries<Option>({ ...options, ...COMMON_OPTIONS });
    return [
      `complete -c cards -f -n __fish_use_subcommand -a ${name} -d ${fishQuoted(description)}`,
      ...own.map(([option, about]) => `${on} -l ${option}${takesValue(about) ? ' -r' : ''} -d ${fishQuoted(about.description)}`),
      ...[...completes, ...(takesCard ? TEMPLATE_NAMES : [])].map((word) => `${on} -f -a ${word}`),
    ];
  });
  const cardCommands = Object.keys(commands).filter((name) => commands[name]?.takesCard);
  const seenCards = `__fish_seen_subcommand_from ${cardCommands.join(' ')}`;
  const fields = TEMPLATE_NAMES.flatMap((template) =>
    Object.keys(fieldOptions(template)).map(
      (field) => `complete -c cards -n ${fishQuoted(`${seenCards}; and __fish_seen_subcommand_from ${template}`)} -l ${field} -r`,
    ),
  );
  return ["# Completion of Edgecard's commands for fish.", define, ...lines, ...fields].join('\n');
}
