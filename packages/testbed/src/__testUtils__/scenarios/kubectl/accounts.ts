import { Scenario } from '../../kubectl/transcript';

const secret = (name: string, account: string) =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name,
      namespace: 'accounts',
      annotations: { 'kubernetes.io/service-account.name': account },
    },
    type: 'kubernetes.io/service-account-token',
  });

/** Service accounts and their tokens. */
export const accounts: Scenario = {
  name: 'service accounts',
  steps: [
    { args: 'create namespace accounts' },
    { args: 'create serviceaccount robot -n accounts' },
    {
      args: 'create token robot -n accounts --duration=1h -o jsonpath={.kind},{.metadata.name},{.spec}',
    },
    {
      args: 'create token robot -n accounts --audience=portal -o jsonpath={.spec.audiences}',
    },
    { args: 'create token robot -n accounts --duration=1m' },
    { args: 'create token nobody -n accounts' },
    { args: 'create token robot -n accounts', as: 'portal' },
    { args: 'create -f -', input: secret('robot-token', 'robot') },
    {
      args: 'wait secret/robot-token -n accounts --for=jsonpath={.data.token} --timeout=30s',
    },
    { args: 'get secret robot-token -n accounts' },
    { args: 'create -f -', input: secret('lost-token', 'nobody') },
    { args: 'wait secret/lost-token -n accounts --for=delete --timeout=30s' },
    {
      args: 'get --raw /api/v1/namespaces/accounts/serviceaccounts/robot/token',
    },
    { args: 'delete serviceaccount robot -n accounts' },
    { args: 'wait secret/robot-token -n accounts --for=delete --timeout=30s' },
  ],
};
