import { CORE, create, MERGE, patch, RequestCase } from './request';

const SERVICES = `${CORE}/services`;
const NETWORKING = '/apis/networking.k8s.io/v1/namespaces/default';

const service = (spec: object, name = 'bad') => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name },
  spec,
});
const networking = (kind: string, spec: object) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind,
  metadata: { name: 'bad' },
  spec,
});

/** Services, ingresses, network policies. */
export const NETWORK: RequestCase[] = [
  {
    does: 'creates a Service with faults',
    method: 'POST',
    path: `${CORE}/services`,
    body: {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'bad' },
      spec: {
        type: 'Strange',
        ports: [{ port: 0 }, { port: 80, protocol: 'ICMP' }],
      },
    },
  },
  {
    does: 'creates a Service without ports',
    ...create(SERVICES, service({})),
  },
  {
    does: 'creates a Service with a bad name',
    ...create(SERVICES, service({ ports: [{ port: 80 }] }, '1bad')),
  },
  {
    does: 'creates a Service with the same port twice',
    ...create(
      SERVICES,
      service({
        ports: [
          { name: 'a', port: 80 },
          { name: 'b', port: 80 },
          { name: 'a', port: 81, targetPort: 'Bad_Name' },
          { name: 'Bad_Name', port: 82, nodePort: 30000 },
        ],
      }),
    ),
  },
  {
    does: 'creates a Service with a bad selector and affinity',
    ...create(
      SERVICES,
      service({
        selector: { 'a b': 'c d' },
        sessionAffinity: 'Strange',
        ports: [{ port: 80 }],
      }),
    ),
  },
  {
    does: 'creates a Service with addresses that are none',
    ...create(
      SERVICES,
      service({
        clusterIP: 'strange',
        externalIPs: ['nowhere', '127.0.0.1'],
        ports: [{ port: 80 }],
      }),
    ),
  },
  {
    does: 'creates a Service with an address of another network',
    ...create(
      SERVICES,
      service({ clusterIP: '8.8.8.8', ports: [{ port: 80 }] }),
    ),
  },
  {
    does: 'creates a Service for an external name that is none',
    ...create(
      SERVICES,
      service({ type: 'ExternalName', externalName: 'Bad_Name' }),
    ),
  },
  {
    does: 'creates a Service for no external name',
    ...create(SERVICES, service({ type: 'ExternalName' })),
  },
  {
    does: 'creates a Service with strange policies',
    ...create(
      SERVICES,
      service({
        externalTrafficPolicy: 'Strange',
        internalTrafficPolicy: 'Strange',
        loadBalancerSourceRanges: ['x'],
        ipFamilyPolicy: 'Strange',
        ipFamilies: ['IPv5'],
        ports: [{ port: 80 }],
      }),
    ),
  },
  {
    does: 'changes the address of a Service',
    before: [create(SERVICES, service({ ports: [{ port: 80 }] }, 'addressed'))],
    ...patch(`${SERVICES}/addressed`, MERGE, {
      spec: { clusterIP: '10.96.200.200', clusterIPs: ['10.96.200.200'] },
    }),
  },
  {
    does: 'creates an Ingress without anything',
    ...create(`${NETWORKING}/ingresses`, networking('Ingress', {})),
  },
  {
    does: 'creates an Ingress with faults',
    ...create(
      `${NETWORKING}/ingresses`,
      networking('Ingress', {
        ingressClassName: 'Bad_Name',
        tls: [{ hosts: ['Bad_Name'] }],
        rules: [
          { host: 'Bad_Name', http: { paths: [] } },
          { host: '10.0.0.1' },
          {
            host: 'a.example.com',
            http: {
              paths: [
                {
                  path: 'relative',
                  pathType: 'Prefix',
                  backend: { service: { name: '' } },
                },
                { path: '/a//b', pathType: 'Exact', backend: {} },
                {
                  path: '/',
                  pathType: 'Strange',
                  backend: { service: { name: 'web', port: { number: 80 } } },
                },
                {
                  path: '/',
                  backend: {
                    service: {
                      name: 'web',
                      port: { number: 80, name: 'http' },
                    },
                  },
                },
              ],
            },
          },
        ],
      }),
    ),
  },
  {
    does: 'creates a NetworkPolicy with faults',
    ...create(
      `${NETWORKING}/networkpolicies`,
      networking('NetworkPolicy', {
        podSelector: { matchLabels: { 'a b': 'c' } },
        policyTypes: ['Strange', 'Ingress'],
        ingress: [
          {
            from: [
              {},
              { ipBlock: { cidr: 'x' } },
              { ipBlock: { cidr: '10.0.0.0/8', except: ['11.0.0.0/16'] } },
              { podSelector: {}, ipBlock: { cidr: '10.0.0.0/8' } },
            ],
            ports: [
              { port: 0 },
              { port: 80, protocol: 'ICMP' },
              { port: 80, endPort: 79 },
              { port: 'Bad_Name' },
            ],
          },
        ],
      }),
    ),
  },
  {
    does: 'creates a NetworkPolicy of three types',
    ...create(
      `${NETWORKING}/networkpolicies`,
      networking('NetworkPolicy', {
        podSelector: {},
        policyTypes: ['Ingress', 'Egress', 'Ingress'],
      }),
    ),
  },
];
