import { Command } from 'commander';

/** Shells that can be completed in. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;

interface Word {
  word: string;
  description: string;
}

/** What may follow a command, and whether the option before it takes a value. */
interface CommandWords {
  name: string;
  description: string;
  options: Word[];
  /** Options that take a file or directory. */
  files: string[];
  /** Options and arguments with a fixed set of values. */
  choices: Record<string, string[]>;
}

/** A script that completes commands, options and values in a shell; made from the commands themselves. */
export function completionFor(
  shell: (typeof SHELLS)[number],
  program: Command,
): string {
  const commands = program.commands.map(wordsOf);
  switch (shell) {
    case 'bash':
      return bash(commands);
    case 'zsh':
      // zsh understands bash's completion, descriptions aside.
      return `autoload -Uz bashcompinit && bashcompinit\n${bash(commands)}`;
    default:
      return fish(commands);
  }
}

function wordsOf(command: Command): CommandWords {
  const visible = command.options.filter(option => !option.hidden);
  const choices = Object.fromEntries(
    visible
      .filter(option => option.argChoices)
      .map(option => [option.long ?? '', option.argChoices ?? []]),
  );
  return {
    name: command.name(),
    description: command.description(),
    options: visible.map(({ long, description }) => ({
      word: long ?? '',
      description,
    })),
    files: visible
      .filter(({ flags }) => /<(file|dir)>/.test(flags))
      .map(({ long }) => long ?? ''),
    choices: command.name() === 'completion' ? { '': [...SHELLS] } : choices,
  };
}

function bash(commands: CommandWords[]): string {
  const cases = commands.map(({ name, options, files, choices }) => {
    const values = Object.entries(choices)
      .filter(([option]) => option)
      .map(
        ([option, list]) =>
          `      ${option}) COMPREPLY=($(compgen -W '${list.join(
            ' ',
          )}' -- "$current")); return ;;`,
      );
    const paths = files.length
      ? [
          `      ${files.join(
            '|',
          )}) COMPREPLY=($(compgen -f -- "$current")); return ;;`,
        ]
      : [];
    const words = [
      ...options.map(({ word }) => word),
      '--help',
      ...(choices[''] ?? []),
    ];
    return `    ${name})
      case "$previous" in
${[...values, ...paths, '      *) ;;'].join('\n')}
      esac
      words='${words.join(' ')}' ;;`;
  });
  return `_mini_atlas() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" words
  case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
    *) words='${commands.map(({ name }) => name).join(' ')} --help' ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -F _mini_atlas mini-atlas
`;
}

const quoted = (text: string) => `'${text.replace(/['\\]/g, '\\$&')}'`;

function fish(commands: CommandWords[]): string {
  const lines = ['complete -c mini-atlas -f'];
  for (const { name, description, options, files, choices } of commands) {
    lines.push(
      `complete -c mini-atlas -n __fish_use_subcommand -a ${name} -d ${quoted(
        description,
      )}`,
    );
    const inside = `-n '__fish_seen_subcommand_from ${name}'`;
    for (const { word, description: meaning } of options) {
      const list = choices[word];
      lines.push(
        [
          `complete -c mini-atlas ${inside} -l ${word.slice(2)}`,
          ...(files.includes(word) ? ['-r -F'] : []),
          ...(list ? [`-x -a ${quoted(list.join(' '))}`] : []),
          `-d ${quoted(meaning)}`,
        ].join(' '),
      );
    }
    if (choices['']) {
      lines.push(
        `complete -c mini-atlas ${inside} -a ${quoted(choices[''].join(' '))}`,
      );
    }
  }
  return `${lines.join('\n')}\n`;
}
