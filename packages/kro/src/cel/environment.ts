import { Environment } from '@marcbachmann/cel-js';
import { GraphError } from '../graphError';
import { registerDeepMerge } from './library/deepMerge';
import { registerHas } from './library/hasMacro';
import {
  registerKroNamespaces,
  registerMaps,
  registerOmit,
} from './library/kro';
import { registerLists, registerListsNamespace } from './library/lists';
import { registerNetwork } from './library/network';
import { registerOneVariableMacros } from './library/oneVariableMacros';
import { registerQuantity } from './library/quantity';
import { registerSemver } from './library/semver';
import { registerStrings, registerTextNamespaces } from './library/strings';
import { registerTwoVariableMacros } from './library/twoVariableMacros';

/** Names that are functions' namespaces unless a variable of the same name hides them. */
const NAMESPACES = ['base64', 'strings', 'lists', 'json', 'hash', 'random'];

const bases = new Map<string, Environment>();

function create(taken: ReadonlySet<string>): Environment {
  const env = new Environment({
    enableOptionalTypes: true,
    homogeneousAggregateLiterals: false,
    limits: { maxListElements: 10_000, maxMapEntries: 10_000 },
  });
  registerStrings(env);
  registerTextNamespaces(env, taken);
  registerLists(env);
  registerListsNamespace(env, taken);
  registerQuantity(env);
  registerNetwork(env);
  registerMaps(env);
  registerOmit(env);
  registerDeepMerge(env);
  registerKroNamespaces(env, taken);
  registerSemver(env);
  registerOneVariableMacros(env);
  registerTwoVariableMacros(env);
  registerHas(env);
  return env;
}

/**
 * A CEL environment with every function KRO has that we have; add variables to it.
 *
 * @param variables - names that will be declared; they hide function namespaces such as `json`
 */
export function celEnvironment(variables: Iterable<string> = []): Environment {
  const names = new Set(variables);
  const taken = NAMESPACES.filter(name => names.has(name));
  const key = taken.join();
  const base = bases.get(key) ?? create(new Set(taken));
  bases.set(key, base);
  return base.clone();
}

/** An environment whose variables are of any type, and which of its names are variables. */
export interface DynamicScope {
  env: Environment;
  variables: ReadonlySet<string>;
}

/** A scope in which every one of the names is a variable of any type. */
export function dynamicScope(variables: Iterable<string>): DynamicScope {
  const names = new Set(variables);
  const env = celEnvironment(names);
  for (const name of names) declare(env, name, 'dyn');
  return { env, variables: names };
}

/**
 * Declares a variable.
 *
 * @throws GraphError for the few names that the engine keeps for itself
 */
export function declare(env: Environment, name: string, type: string) {
  if (env.hasVariable(name)) {
    throw new GraphError(
      `not supported yet: "${name}" as an id or iterator, because CEL has a name like that of its own`,
    );
  }
  env.registerVariable(name, type);
}

/** Whether CEL itself, not the graph, gives a meaning to a name, e.g. `optional` or `json`. */
export function isLibraryName(name: string): boolean {
  return celEnvironment().hasVariable(name);
}
