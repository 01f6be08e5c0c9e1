import { Scenario } from '../../kubectl/transcript';

const userInfo = '-o jsonpath={.status.userInfo}';

/** Acting as somebody else. */
export const impersonation: Scenario = {
  name: 'acting as somebody else',
  steps: [
    // First, because the real server remembers by which rule one could impersonate, and nodes have their group by one only.
    { args: `auth whoami --as system:node:kwok ${userInfo}` },
    { args: `auth whoami --as ada ${userInfo}` },
    { args: `auth whoami --as ada --as-group one --as-group two ${userInfo}` },
    { args: `auth whoami --as ada --as-uid 7 ${userInfo}` },
    {
      args: `auth whoami --as ada --as-group system:unauthenticated ${userInfo}`,
    },
    { args: `auth whoami --as system:anonymous ${userInfo}` },
    {
      args: `auth whoami --as system:serviceaccount:default:robot ${userInfo}`,
    },
    {
      args: `auth whoami --as system:serviceaccount:default:robot --as-group one ${userInfo}`,
    },
    { args: 'get pods -n default --as ada' },
    { args: 'get namespaces --as ada --as-group system:masters -o name' },
    { args: 'auth can-i list pods --as system:serviceaccount:default:robot' },
    { args: 'get pods -n default --as ada', as: 'portal' },
    { args: 'get pods -n default --as system:masters', as: 'portal' },
    {
      args: 'get pods -n default --as system:serviceaccount:default:robot',
      as: 'portal',
    },
    { args: 'get pods -n default --as system:node:kwok', as: 'portal' },
    { args: 'get --raw /healthz --as ada', as: 'portal' },
    {
      args: 'create clusterrole becomes-ada --verb=impersonate --resource=users --resource-name=ada',
    },
    {
      args: 'create clusterrolebinding eve-becomes-ada --clusterrole=becomes-ada --user=eve',
    },
    {
      args: 'auth can-i impersonate users/ada --as eve',
    },
    { args: 'auth can-i impersonate users/bob --as eve' },
    { args: 'delete clusterrolebinding eve-becomes-ada' },
    { args: 'delete clusterrole becomes-ada' },
  ],
};
