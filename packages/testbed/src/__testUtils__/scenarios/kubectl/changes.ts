import { Scenario } from '../../kubectl/transcript';
import { configMap, deployment } from './objects';

const REFUSED = { ...deployment('changes'), kind: 'Deployment' };

/** Labels, annotations, patches of three types, replacement, editing. */
export const changes: Scenario = {
  name: 'changes to objects',
  steps: [
    { args: 'create namespace changes' },
    { args: 'create -f -', input: deployment('changes', 0) },
    { args: 'label deploy web -n changes tier=front' },
    { args: 'label deploy web -n changes tier=back' },
    { args: 'label deploy web -n changes tier=back --overwrite' },
    { args: 'label deploy web -n changes tier-' },
    { args: 'label deploy web -n changes tier=not/valid' },
    { args: 'annotate deploy web -n changes note=x' },
    { args: 'annotate deploy web -n changes note-' },
    {
      args: 'patch deploy web -n changes --type=strategic -p {"spec":{"template":{"spec":{"containers":[{"name":"side","image":"busybox"}]}}}}',
    },
    {
      args: 'get deploy web -n changes -o jsonpath={.spec.template.spec.containers[*].name}',
    },
    {
      args: 'patch deploy web -n changes --type=merge -p {"spec":{"paused":true}}',
    },
    {
      args: 'patch deploy web -n changes --type=merge -p {"spec":{"paused":true}}',
    },
    {
      args: 'patch deploy web -n changes --type=json -p [{"op":"remove","path":"/spec/template/spec/containers/0"}]',
    },
    {
      args: 'patch deploy web -n changes --type=json -p [{"op":"test","path":"/spec/replicas","value":99}]',
    },
    {
      args: 'patch deploy web -n changes --type=json -p [{"op":"remove","path":"/spec/nothing"}]',
    },
    {
      args: 'patch deploy web -n changes --type=merge -p {"spec":{"replicas":-1}}',
    },
    {
      args: 'patch deploy web -n changes --type=merge -p {"spec":{"selector":{"matchLabels":{"app":"x"}}}}',
    },
    { args: 'patch deploy none -n changes --type=merge -p {"spec":{}}' },
    {
      args: 'patch deploy web -n changes --subresource=status --type=merge -p {"status":{"observedGeneration":1}}',
    },
    { args: 'replace -f -', input: deployment('changes', 0) },
    {
      args: 'replace -f -',
      input: {
        ...REFUSED,
        metadata: { ...REFUSED.metadata, resourceVersion: '1' },
      },
    },
    { args: 'replace -f -', input: configMap('changes', 'none', {}) },
    {
      args: 'edit deploy web -n changes',
      env: { KUBE_EDITOR: 'sed -i s/1.27/1.29/' },
    },
    {
      args: 'get deploy web -n changes -o jsonpath={.spec.template.spec.containers[*].image}',
    },
    {
      args: 'edit deploy web -n changes',
      env: { KUBE_EDITOR: 'true' },
    },
  ],
};
