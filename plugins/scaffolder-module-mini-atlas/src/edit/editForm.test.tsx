import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { discoveryApiRef, fetchApiRef } from '@backstage/frontend-plugin-api';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  DeliveredManifest,
  EditPreview,
  EditRequest,
} from '@mini-atlas/backstage-plugin-kro-common';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { ok } from '../__testUtils__/fakeBackEnd';
import { InstanceField } from '../instance/InstanceField';
import { EditField } from './EditField';
import { EditPreviewField } from './EditPreviewField';
import { validateEdit } from './validateEdit';

const REF = 'test:gadget.example.com/shop/one';
const OWNER = 'group:default/storefront';

/** An abstraction that no code knows: the fields come from its schema alone. */
const DELIVERED: DeliveredManifest = {
  ref: REF,
  abstraction: 'gadget',
  abstractionTitle: 'Gadget',
  name: 'one',
  namespace: 'shop',
  owner: OWNER,
  path: 'delivery/gadget-one.yaml',
  fileUrl: 'http://forge.test/delivery/gadget-one.yaml',
  yaml: 'spec:\n  size: 2\n',
  spec: { size: 2 },
  effective: { size: 2, colour: 'red', serial: 'a1', limits: { low: 1 } },
  specSchema: {
    type: 'object',
    required: ['size'],
    properties: {
      size: { type: 'integer', minimum: 1, maximum: 9 },
      colour: { type: 'string', enum: ['red', 'blue'] },
      serial: { type: 'string' },
      limits: { type: 'object', properties: { low: { type: 'integer' } } },
    },
  },
  fields: [
    {
      path: 'size',
      type: 'integer',
      required: true,
      description: 'How large it is',
      limits: ['at least 1', 'at most 9'],
    },
    { path: 'colour', type: 'string', required: false, limits: [] },
    {
      path: 'serial',
      type: 'string',
      required: false,
      limits: ['cannot be changed later'],
    },
    { path: 'limits.low', type: 'integer', required: false, limits: [] },
  ],
};

function previewOf({ spec = {}, owner }: EditRequest): EditPreview {
  const changed = Object.keys(spec).length > 0 || owner !== undefined;
  const refused = Number(spec.size) > 9;
  return {
    manifest: { apiVersion: 'example.com/v1', kind: 'Gadget', metadata: {} },
    yaml: '',
    path: DELIVERED.path,
    nodes: [],
    status: {},
    unknownStatus: [],
    changed,
    diff: [
      { change: 'removed', text: '  size: 2' },
      { change: 'added', text: `  size: ${spec.size}` },
    ],
    childChanges: [{ kind: 'Deployment', name: 'one', change: 'changed' }],
    checks: refused
      ? [
          {
            id: 'schema',
            title: 'Fields',
            outcome: 'refused',
            field: 'spec.size',
            message: `spec.size is ${spec.size}: it should be less than or equal to 9`,
          },
        ]
      : [],
  };
}

function OwnerPicker(props: FieldExtensionComponentProps<string>) {
  return (
    <input
      aria-label="Owner"
      value={props.formData ?? ''}
      onChange={event => props.onChange(event.target.value)}
    />
  );
}

const { spec: template } = parse(
  readFileSync(
    resolve(__dirname, '../../../../templates/change/template.yaml'),
    'utf8',
  ),
);

describe('the form that changes an instance', () => {
  const asked: EditRequest[] = [];
  const created = jest.fn(async () => undefined);

  const fetchApi = {
    fetch: async (input: RequestInfo | URL, init?: RequestInit) => {
      const path = String(input).replace('http://portal.test/api/kro', '');
      if (path === '/instances') {
        const { ref, name, namespace, abstractionTitle } = DELIVERED;
        return ok({ items: [{ ref, name, namespace, abstractionTitle }] });
      }
      if (path === `/delivered?ref=${encodeURIComponent(REF)}`) {
        return ok(DELIVERED);
      }
      expect(path).toBe('/preview/edit');
      const request: EditRequest = JSON.parse(String(init?.body));
      asked.push(request);
      return ok(previewOf(request));
    },
  };

  function open() {
    asked.length = 0;
    created.mockClear();
    renderInTestApp(
      <Stepper
        manifest={{
          title: 'Change',
          steps: template.parameters.map((schema: { title: string }) => ({
            title: schema.title,
            schema,
          })),
        }}
        initialState={{ instance: REF }}
        extensions={[
          { name: 'MiniAtlasInstance', component: InstanceField },
          { name: 'MiniAtlasEdit', component: EditField },
          {
            name: 'MiniAtlasEditPreview',
            component: EditPreviewField,
            validation: validateEdit,
          },
          { name: 'OwnerPicker', component: OwnerPicker },
        ]}
        onCreate={created}
        formProps={{ EXPERIMENTAL_theme: 'bui' }}
      />,
      {
        apis: [
          [
            discoveryApiRef,
            { getBaseUrl: async () => 'http://portal.test/api/kro' },
          ],
          [fetchApiRef, fetchApi],
        ],
      },
    );
    return userEvent.setup({ delay: null });
  }

  it('shows every field as Git has it, with defaults, whatever the abstraction is', async () => {
    open();
    expect(await screen.findByLabelText(/^Size/)).toHaveValue('2');
    expect(screen.getByLabelText(/^Serial/)).toHaveValue('a1');
    expect(screen.getByLabelText(/^Serial/)).toHaveAttribute('readonly');
    expect(screen.getByLabelText(/^Limits › Low/)).toHaveValue('1');
    expect(screen.getByLabelText('Owner')).toHaveValue(OWNER);
    expect(
      screen.getByText('How large it is. At least 1, at most 9.'),
    ).toBeInTheDocument();
    expect(
      await screen.findByText('Nothing yet: change a field.'),
    ).toBeInTheDocument();
  });

  it('does not go on while nothing is changed, and says so', async () => {
    const user = open();
    await screen.findByLabelText(/^Size/);
    await user.click(screen.getByRole('button', { name: 'Next' }));
    expect(
      (await screen.findAllByText(/^Nothing is changed/)).length,
    ).toBeGreaterThan(0);
  });

  it('says at the field what is refused as one leaves it, and does not go on', async () => {
    const user = open();
    const size = await screen.findByLabelText(/^Size/);
    await user.clear(size);
    await user.type(size, '12');
    await user.tab();
    expect(
      (
        await screen.findAllByText(
          'Size is 12: it should be less than or equal to 9',
        )
      ).length,
    ).toBeGreaterThan(0);
    await user.click(screen.getByRole('button', { name: 'Next' }));
    expect(screen.queryByRole('button', { name: 'Review' })).toBeNull();
  });

  it('asks for and proposes only what changed', async () => {
    const user = open();
    const size = await screen.findByLabelText(/^Size/);
    await user.clear(size);
    await user.type(size, '3');
    await waitFor(() =>
      expect(asked.at(-1)).toEqual({ instance: REF, spec: { size: 3 } }),
    );
    expect(await screen.findByText(/size: 3/)).toBeInTheDocument();
    expect(screen.getByText('Changes')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Next' }));
    await user.click(await screen.findByRole('button', { name: 'Review' }));
    await user.click(await screen.findByRole('button', { name: 'Create' }));
    expect(created).toHaveBeenCalledWith(
      expect.objectContaining({ instance: REF, change: { spec: { size: 3 } } }),
    );
  });
});
