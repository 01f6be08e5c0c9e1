import { spawnSync } from 'node:child_process';
import { Command } from 'commander';
import { addPlatform } from './commands';
import { completionFor } from './completion';

const program = new Command('mini-atlas');
addPlatform(program);

/** What bash would offer for a line whose last word is being typed. */
function offered(line: string): string[] {
  const words = line.split(' ');
  const script = `${completionFor('bash', program)}
COMP_WORDS=(${words.map(word => `'${word}'`).join(' ')})
COMP_CWORD=${words.length - 1}
_mini_atlas
printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync('bash', ['-c', script], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return stdout.split('\n').filter(Boolean);
}

const describeBash = spawnSync('bash', ['--version']).error
  ? describe.skip
  : describe;

describeBash('completion in bash', () => {
  it('offers commands, options and values', () => {
    expect(offered('mini-atlas d')).toEqual(['down', 'doctor']);
    expect(offered('mini-atlas up --git')).toEqual([
      '--git',
      '--git-provider',
      '--git-port',
    ]);
    expect(offered('mini-atlas up --git-provider git')).toEqual(
      ['gitea', 'github', 'gitlab'].filter(name => name.startsWith('git')),
    );
    expect(offered('mini-atlas completion ')).toEqual(
      expect.arrayContaining(['bash', 'zsh', 'fish']),
    );
    expect(offered('mini-atlas up --tr')).toEqual([]);
  });
});

describe('completion in other shells', () => {
  it('knows the same', () => {
    expect(completionFor('zsh', program)).toContain(
      'bashcompinit\n_mini_atlas() {',
    );
    const fish = completionFor('fish', program);
    expect(fish).toContain(
      "complete -c mini-atlas -n '__fish_seen_subcommand_from up' -l kubeconfig -r -F -d 'use a cluster",
    );
    expect(fish).toContain("-l git-provider -x -a 'gitea github gitlab'");
  });
});
