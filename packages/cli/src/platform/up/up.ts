import { Teardown } from '../../teardown';
import { shutdownSignal } from '../../shutdown';
import { PlatformError } from '../platformError';
import { personsToken } from '../git/gitToken';
import {
  hasMade,
  openRecord,
  PlatformRecord,
  readRecord,
} from '../record/platformRecord';
import { choosePresenter, Presenter } from '../report/presenter';
import { Step } from '../report/step';
import { takePlatform } from '../takePlatform';
import { runTool } from '../tools/runTool';
import { leaveOut } from '../tree/leaveOut';
import { LeftOut, partsOf, settleLeftOut } from '../tree/parts';
import { readTree } from '../tree/platformTree';
import { versionsOf } from '../tree/versions';
import { withExternalPort } from '../tree/clusterConfig';
import { servePortal } from './servePortal';
import { givenClusterStep, kindStep, machineStep } from './steps/clusterSteps';
import { layersStep, rootStep } from './steps/fluxSteps';
import { ownRepositoryUrl, repositoryStep } from './steps/gitSteps';
import { networkStep } from './steps/networkStep';
import { fluxStep, giteaStep } from './steps/partSteps';
import { PortalAccess, portalStep } from './steps/portalStep';
import { clusterOf, UpContext } from './upContext';
import {
  requireTree,
  settleUp,
  stateOf,
  UpOptions,
  UpSettings,
} from './upSettings';

/**
 * `mini-atlas up`: brings the platform, then runs the portal until Ctrl-C.
 *
 * @throws PlatformError; what was made until then is kept, and the same command goes on
 */
export async function up(options: UpOptions): Promise<void> {
  const signal = shutdownSignal();
  const teardown = new Teardown();
  const presenter = choosePresenter(options);
  await teardown.after(async () => {
    const state = stateOf(options);
    const earlier = readMade(state);
    const settings = settleUp(options, earlier);
    const planned = planOf(settings);
    const token = settings.git
      ? await personsToken(settings.git.host, {
          mayAsk: presenter.output.isTerminal && !options.json,
        })
      : undefined;
    teardown.add(takePlatform(state, 'npm run up'));
    const book = openRecord(state, earlier ?? begin(settings, planned.leftOut));
    if (earlier) book.write(planned.leftOut);
    const context: UpContext = {
      ...planned,
      settings: { ...settings, leftOut: planned.leftOut },
      book,
      run: runTool,
      signal,
    };
    announce(presenter, settings, earlier);
    const access = await bring(context, { presenter, token });
    if (signal.aborted) return;
    tellResult(presenter, context);
    if (!settings.portal || !access) return;
    await servePortal({ access, context, presenter, teardown });
  });
}

/** What an earlier run has made; one that made nothing is no reason to go on with what it was told. */
function readMade(state: string): PlatformRecord | undefined {
  const record = readRecord(state);
  return record && hasMade(record) ? record : undefined;
}

/** What is to be brought: all of it is read and checked before anything is made. */
function planOf(settings: UpSettings) {
  requireTree(settings.tree);
  const tree = readTree(settings.tree);
  const parts = partsOf(tree);
  const { without, existing } = settings.leftOut;
  const own = settleLeftOut(parts, { without, existing });
  if (!settings.git && own.without.includes('gitea')) throw noForge();
  // The forge that is named takes the place of the platform's own.
  const leftOut =
    settings.git && parts.some(({ name }) => name === 'gitea')
      ? { ...own, without: unique(own, 'gitea') }
      : own;
  return {
    tree,
    parts,
    leftOut,
    versions: versionsOf(tree),
    delivered: withExternalPort(leaveOut(tree, leftOut), settings.ports.http),
  };
}

function noForge(): PlatformError {
  return new PlatformError(
    'InvalidOption',
    'Without gitea there is no repository that the platform could come from.',
    { next: 'Name one: --git https://github.com/OWNER/NAME', exitCode: 2 },
  );
}

function unique({ without, existing }: LeftOut, name: string): string[] {
  return without.includes(name) || existing.includes(name)
    ? without
    : [...without, name];
}

function begin(settings: UpSettings, leftOut: LeftOut): PlatformRecord {
  const { given, git, name, ports } = settings;
  return {
    version: 1,
    cluster: given
      ? { made: false, ...given }
      : { made: true, name, runtime: 'docker', begun: false, complete: false },
    ...(git ? { git: { url: git.url, made: false } } : {}),
    ...leftOut,
    ports,
    objects: [],
    releases: [],
  };
}

function stepsOf(
  context: UpContext,
  { token, found }: { token?: string; found(access: PortalAccess): void },
): Step[] {
  const { given, git } = context.settings;
  return [
    ...(given
      ? [givenClusterStep(context)]
      : [machineStep(context), kindStep(context)]),
    networkStep(context),
    fluxStep(context),
    ...(git ? [] : [giteaStep(context)]),
    repositoryStep(context, token),
    rootStep(context),
    layersStep(context),
    portalStep(context, found),
  ];
}

async function bring(
  context: UpContext,
  { presenter, token }: { presenter: Presenter; token?: string },
): Promise<PortalAccess | undefined> {
  let access: PortalAccess | undefined;
  const steps = stepsOf(context, {
    token,
    found: found => {
      access = found;
    },
  });
  await presenter.run(steps);
  return access;
}

function announce(
  { line }: Presenter,
  { given, state }: UpSettings,
  earlier: PlatformRecord | undefined,
): void {
  const where = given ? `the cluster of ${given.kubeconfig}` : 'Kind';
  line(
    earlier
      ? `Mini-Atlas on ${where}: going on with what ${state} says is there.`
      : `Mini-Atlas on ${where}. What is made is written down in ${state}.`,
  );
  line();
}

/** Where everything is. */
function addressesOf(context: UpContext) {
  const { settings } = context;
  const { kubeconfig } = clusterOf(context);
  return {
    git: settings.git?.url ?? ownRepositoryUrl(settings.ports.git),
    applications: settings.given
      ? undefined
      : `http://<name>.localhost${
          settings.ports.http === 80 ? '' : `:${settings.ports.http}`
        }`,
    kubeconfig,
  };
}

function tellResult({ line, event }: Presenter, context: UpContext): void {
  const { git, applications, kubeconfig } = addressesOf(context);
  event({ event: 'ready', git, applications, kubeconfig });
  line();
  line('  The platform is ready.');
  line();
  line(`  Git           ${git}`);
  if (applications) line(`  Applications  ${applications}`);
  line(`  Kubeconfig    ${kubeconfig}`);
  if (!context.settings.git) line(`  Gitea's user  ${giteaHint(kubeconfig)}`);
  line();
}

function giteaHint(kubeconfig: string): string {
  return `atlas; its password: kubectl --kubeconfig ${kubeconfig} get secret gitea-admin -n gitea -o go-template='{{.data.password | base64decode}}'`;
}
