import { occupy } from './__fixtures__/cliProcess';
import { findPortProblems, parsePort } from './ports';

describe('parsePort', () => {
  it.each(['1', '7007', '65535'])('takes %s', text => {
    expect(parsePort(text)).toBe(Number(text));
  });

  it.each(['', '0', '65536', '-1', '80.5', '0x50', '7e3', ' 80', 'http'])(
    'refuses %p, naming it and the rule',
    text => {
      expect(() => parsePort(text)).toThrow(
        `'${text}' is not a port; use a whole number from 1 to 65535.`,
      );
    },
  );
});

describe('findPortProblems', () => {
  it('names a used port and offers a free one', async () => {
    const { port, server } = await occupy();
    const [found] = await findPortProblems([
      { port, purpose: 'the portal', option: '--port' },
    ]);
    server.close();
    expect(found.problem).toMatch(
      new RegExp(
        `^Port ${port} \\(the portal\\) is in use by another program. Port \\d+ is free.$`,
      ),
    );
    expect(found.remedy).toEqual(['--port', expect.stringMatching(/^\d+$/)]);
  });

  it('never offers what another purpose is going to take', async () => {
    const { port, server } = await occupy();
    const problems = await findPortProblems([
      { port, purpose: 'the portal', option: '--port' },
      { port, purpose: 'the forge', option: '--forge-port' },
    ]);
    server.close();
    expect(problems).toHaveLength(2);
    expect(problems[1].problem).toContain(
      'is asked for twice, for the portal (--port) as well',
    );
    const offered = problems.map(({ remedy }) => remedy[1]);
    expect(new Set([...offered, String(port)]).size).toBe(3);
  });
});
