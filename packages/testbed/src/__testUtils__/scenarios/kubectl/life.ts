import { Scenario } from '../../kubectl/transcript';
import { deployment } from './objects';

/** A Deployment from its creation to its end. */
export const life: Scenario = {
  name: 'the life of a Deployment',
  steps: [
    { args: 'create namespace life' },
    { args: 'create -f -', input: deployment('life') },
    { args: 'create -f -', input: deployment('life') },
    { args: 'rollout status deploy/web -n life --timeout=60s', last: true },
    { args: 'get deployments -n life' },
    { args: 'get deploy web -n life -o wide' },
    { args: 'get deploy web -n life -o name' },
    { args: 'get deploy web -n life -o jsonpath={.spec}' },
    { args: 'get deploy web -n life -o jsonpath={.metadata.annotations}' },
    {
      args: 'get deploy web -n life -o custom-columns=NAME:.metadata.name,COPIES:.spec.replicas',
    },
    { args: 'get deploy web -n life -o go-template={{.spec.replicas}}' },
    { args: 'get rs -n life -l app=web -o wide' },
    { args: 'get pods -n life -o jsonpath={.items[*].status.phase}' },
    { args: 'get deploy -n life --field-selector metadata.name=none' },
    { args: 'get deploy -n life -l app!=web,tier' },
    {
      args: 'get events -n life --field-selector reason=ScalingReplicaSet,type=Normal -o jsonpath={.items[0].involvedObject.kind}',
    },
    { args: 'scale deploy web -n life --replicas=3' },
    {
      args: 'scale deploy web -n life --current-replicas=9 --replicas=1',
    },
    { args: 'set image deploy/web app=nginx:1.28 -n life' },
    { args: 'rollout status deploy/web -n life --timeout=60s', last: true },
    { args: 'rollout history deploy/web -n life' },
    { args: 'rollout restart deploy/web -n life' },
    { args: 'rollout status deploy/web -n life --timeout=60s', last: true },
    { args: 'expose deploy web -n life --port=80 --target-port=8080' },
    { args: 'get service web -n life -o wide' },
    { args: 'get service web -n life -o jsonpath={.spec}' },
    { args: 'delete deploy web -n life' },
    { args: 'get deploy web -n life' },
    { args: 'delete deploy web -n life' },
    { args: 'delete deploy web -n life --ignore-not-found' },
  ],
};
