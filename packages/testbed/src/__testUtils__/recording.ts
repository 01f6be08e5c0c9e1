import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parse, stringify } from 'yaml';
import { ClusterName } from './onEachCluster';
import { inSteadyOrder } from './steadyOrder';

const DIRECTORY = join(__dirname, '..', 'suites', 'recordings');

/** What the real programs answered, by scenario. */
export interface Recording {
  /**
   * Compares the answers of a scenario's steps with the recorded ones. With MINI_ATLAS_RECORD=1 they are taken down
   * instead: the testbed's as what is right, the sandbox's as known differences where they are others.
   */
  expectRecorded(scenario: string, answers: object[]): void;
}

/**
 * Opens a file of answers of the real control plane, which both clusters are held to: the testbed so that the file
 * stays true, the sandbox because that is what it claims. Where it is known to differ, a second file says how, so that
 * a difference neither goes unseen nor grows.
 *
 * @param name - the file's name without `.yaml`; the second one has `.differences` before that
 */
export function openRecording(name: string, cluster: ClusterName): Recording {
  const real = answersIn<object[]>(`${name}.yaml`);
  const different = answersIn<Record<number, object>>(
    `${name}.differences.yaml`,
  );
  const isRecording = Boolean(process.env.MINI_ATLAS_RECORD);
  return {
    expectRecorded(scenario, given) {
      const answers = given.map(inSteadyOrder);
      if (isRecording && cluster === 'testbed') real.write(scenario, answers);
      const right = (real.read(scenario) ?? []).map(inSteadyOrder);
      if (isRecording && cluster === 'sandbox') {
        different.write(scenario, differencesOf(answers, right));
      }
      const known = cluster === 'sandbox' ? different.read(scenario) ?? {} : {};
      expect(answers).toEqual(
        right.map((answer, step) => inSteadyOrder(known[step] ?? answer)),
      );
    },
  };
}

/** The answers that are not the right ones, by step; nothing when all are right. */
function differencesOf(
  answers: object[],
  right: object[],
): Record<number, object> | undefined {
  const entries = answers.flatMap((answer, step) =>
    isDeepStrictEqual(answer, right[step]) ? [] : [[step, answer]],
  );
  return entries.length ? Object.fromEntries(entries) : undefined;
}

function answersIn<T>(file: string) {
  const path = join(DIRECTORY, file);
  const readAll = (): Record<string, T> =>
    existsSync(path) ? parse(readFileSync(path, 'utf8')) ?? {} : {};
  return {
    read: (scenario: string): T | undefined => readAll()[scenario],
    write(scenario: string, answers: T | undefined) {
      const { [scenario]: _, ...all } = readAll();
      if (answers) all[scenario] = answers;
      writeFileSync(path, stringify(all, { lineWidth: 0 }));
    },
  };
}
