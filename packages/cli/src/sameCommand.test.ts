import { sameCommand } from './sameCommand';

describe('sameCommand', () => {
  it('replaces options and keeps the rest', () => {
    expect(
      sameCommand(
        'npm start --',
        ['--port', '8080', '--fresh', '--state=/tmp/a', '--api-port=1'],
        [
          ['--port', '8081'],
          ['--api-port', '2'],
        ],
      ),
    ).toBe('npm start -- --fresh --state=/tmp/a --port 8081 --api-port 2');
  });

  it('writes words as a shell takes them', () => {
    expect(
      sameCommand('npm start --', ['--state', "it's here"], [['--port', '1']]),
    ).toBe("npm start -- --state 'it'\\''s here' --port 1");
  });
});
