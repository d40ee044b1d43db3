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

/** What may follow a command's name: its commands or words, the templates, and its options. */
function wordsOf({ options, completes = [], takesCard, subcommands = {} }: Command): readonly string[] {
  return [
    ...Object.keys(subcommands),
    ...completes,
    ...(takesCard ? TEMPLATE_NAMES : []),
    ...dashed(Object.keys({ ...options, ...COMMON_OPTIONS })),
  ];
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

/** By `command second`, of which the second word decides for a group alone. */
function wordsAfter(commands: Commands): readonly (readonly [pattern: string, words: readonly string[]])[] {
  return Object.entries(commands).flatMap(([name, command]) => [
    ...Object.entries(command.subcommands ?? {}).map(([second, each]) => [`${name}\\ ${second}`, wordsOf(each)] as const),
    [`${name}\\ *`, wordsOf(command)] as const,
  ]);
}

function body(commands: Commands, typed: string, command: string, second: string): string {
  const cardCommands = Object.keys(commands).filter((name) => commands[name]?.takesCard);
  return `  local -a known=(${Object.keys(commands).join(' ')} help)
  local word
  if [[ -n ${command} ]]; then
    known=()
    case "${command} ${second}" in
${branches(wordsAfter(commands), 'known=')}
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
  local command= second=
  ((COMP_CWORD > 1)) && command=\${COMP_WORDS[1]}
  ((COMP_CWORD > 2)) && second=\${COMP_WORDS[2]}
${body(commands, '${COMP_WORDS[@]}', '$command', '$second')}
  COMPREPLY=($(compgen -W "\${known[*]}" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _cards cards`;
}

function zsh(commands: Commands): string {
  return `#compdef cards
# Completion of Edgecard's commands for zsh.
${defineCards()}
_cards() {
  local command= second=
  ((CURRENT > 2)) && command=$words[2]
  ((CURRENT > 3)) && second=$words[3]
${body(commands, '${words[@]}', '$command', '$second')}
  compadd -- $known
  # The value of an option may be a file.
  [[ $words[CURRENT-1] == --* ]] && _files
}
compdef _cards cards`;
  // biome-ignore-end lint/suspicious/noTemplateCurlyInString: the shell's own
}

const fishQuoted = (text: string) => `'${text.replace(/[\\']/g, '\\$&')}'`;

function fishCommand(condition: string, name: string, { description }: Command): string {
  return `complete -c cards -f -n ${fishQuoted(condition)} -a ${name} -d ${fishQuoted(description)}`;
}

function fishWords(condition: string, { options, completes = [], takesCard }: Command): readonly string[] {
  const on = `complete -c cards -n ${fishQuoted(condition)}`;
  const own = Object.entries<Option>({ ...options, ...COMMON_OPTIONS });
  return [
    ...own.map(([option, about]) => `${on} -l ${option}${takesValue(about) ? ' -r' : ''} -d ${fishQuoted(about.description)}`),
    ...[...completes, ...(takesCard ? TEMPLATE_NAMES : [])].map((word) => `${on} -f -a ${word}`),
  ];
}

function fish(commands: Commands): string {
  const define = `functions -q cards; or function cards; npm --prefix ${fishQuoted(projectPath())} run -s cards -- $argv; end`;
  const groups = Object.keys(commands).filter((name) => commands[name]?.subcommands);
  const lines = Object.entries(commands).flatMap(([name, command]) => {
    const { subcommands = {} } = command;
    const seconds = Object.keys(subcommands).join(' ');
    const isAlone = seconds === '' ? '' : `; and not __fish_seen_subcommand_from ${seconds}`;
    // A group has a command that is called as this one is: `photo remove`.
    const others = groups.filter((group) => Object.hasOwn(commands[group]?.subcommands ?? {}, name));
    const elsewhere = others.length === 0 ? '' : `; and not __fish_seen_subcommand_from ${others.join(' ')}`;
    return [
      fishCommand('__fish_use_subcommand', name, command),
      ...fishWords(`__fish_seen_subcommand_from ${name}${isAlone}${elsewhere}`, command),
      ...Object.entries(subcommands).flatMap(([second, each]) => [
        fishCommand(`__fish_seen_subcommand_from ${name}${isAlone}`, second, each),
        ...fishWords(`__fish_seen_subcommand_from ${name}; and __fish_seen_subcommand_from ${second}`, each),
      ]),
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
