import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { discoveryApiRef, fetchApiRef } from '@backstage/frontend-plugin-api';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  DeliveredManifest,
  EditPreview,
  EditRequest,
} from '@mini-atlas/backstage-plugin-kro-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { ok } from '../__testUtils__/fakeBackEnd';
import { InstanceField } from '../instance/InstanceField';
import { OwnerField } from '../owner/OwnerField';
import { ValueField } from '../value/ValueField';
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
  effective: {
    size: 2,
    colour: 'red',
    serial: 'a1',
    cpu: '100m',
    limits: { low: 1 },
  },
  specSchema: {
    type: 'object',
    required: ['size'],
    properties: {
      size: { type: 'integer', minimum: 1, maximum: 9 },
      colour: { type: 'string', enum: ['red', 'blue'] },
      serial: { type: 'string' },
      cpu: { type: 'string' },
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
    { path: 'cpu', type: 'string', required: false, limits: [] },
    { path: 'limits.low', type: 'integer', required: false, limits: [] },
  ],
};

const SCAFFOLDER =
  'http://portal.test/api/scaffolder/v2/templates/default/template';

/** How a template calls the fields; two steps, and a name of its own for one of them. */
const ORDER_FORM = {
  title: 'Gadget',
  steps: [
    {
      title: 'What',
      schema: {
        properties: {
          size: { title: 'How many', description: 'Of them.' },
          preview: { 'ui:options': { spec: { 'limits.low': 'least' } } },
        },
      },
    },
    {
      title: 'More',
      schema: {
        properties: {
          least: { title: 'At least' },
          cpu: {
            title: 'Processor',
            pattern: '^[0-9]+m$',
            errorMessage: { pattern: 'must be in millicores such as 100m' },
          },
        },
      },
    },
  ],
};

/** The template that orders it. */
let template: string | undefined;

/** What the back end refuses of the next edits. */
let refused: { field: string; message: string } | undefined;

function previewOf({ spec = {}, owner }: EditRequest): EditPreview {
  const changed = Object.keys(spec).length > 0 || owner !== undefined;
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
      ? [{ id: 'schema', title: 'Fields', outcome: 'refused', ...refused }]
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

const { spec } = parse(
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
      const path = String(input).replace(/^.*\/api\/kro/, '');
      if (path === '/abstractions') {
        return ok({
          items: [{ kind: 'Gadget', apiVersion: 'example.com/v1', template }],
        });
      }
      if (path === `${SCAFFOLDER}/gadget/parameter-schema`) {
        return ok(ORDER_FORM);
      }
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

  beforeEach(() => {
    refused = undefined;
    template = undefined;
  });

  function open() {
    asked.length = 0;
    created.mockClear();
    renderInTestApp(
      <Stepper
        manifest={{
          title: 'Change',
          steps: spec.parameters.map((schema: { title: string }) => ({
            title: schema.title,
            schema,
          })),
        }}
        initialState={{ instance: REF }}
        extensions={[
          { name: 'MiniAtlasInstance', component: InstanceField },
          { name: 'MiniAtlasEdit', component: EditField },
          { name: 'MiniAtlasValue', component: ValueField },
          {
            name: 'MiniAtlasEditPreview',
            component: EditPreviewField,
            validation: validateEdit,
          },
          { name: 'MiniAtlasOwner', component: OwnerField },
          { name: 'OwnerPicker', component: OwnerPicker },
        ]}
        onCreate={created}
        formProps={{ EXPERIMENTAL_theme: 'bui' }}
      />,
      {
        apis: [
          [
            discoveryApiRef,
            {
              getBaseUrl: async (plugin: string) =>
                `http://portal.test/api/${plugin}`,
            },
          ],
          // Another one each time: what was asked through one is remembered with it.
          [fetchApiRef, { ...fetchApi }],
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
    expect(screen.getByLabelText(/^CPU/)).toHaveValue('100m');
    const limits = within(screen.getByRole('group', { name: 'Limits' }));
    expect(limits.getByLabelText(/^Low/)).toHaveValue('1');
    expect(screen.getByLabelText('Owner')).toHaveValue(OWNER);
    expect(
      screen.getByText('How large it is. At least 1, at most 9.'),
    ).toBeInTheDocument();
    expect(
      await screen.findByText('Nothing yet: change a field.'),
    ).toBeInTheDocument();
  });

  it('calls the fields as the form that ordered it, with its rules', async () => {
    template = 'template:default/gadget';
    refused = {
      field: 'spec.limits.low',
      message: 'spec.limits.low is 1: it must be more',
    };
    const user = open();
    expect(await screen.findByLabelText(/^How many/)).toHaveValue('2');
    expect(screen.getByText('Of them.')).toBeInTheDocument();
    expect(screen.getByLabelText(/^At least/)).toHaveValue('1');
    const cpu = screen.getByLabelText(/^Processor/);
    await user.clear(cpu);
    await user.type(cpu, '2');
    await user.tab();
    expect(cpu).toHaveAccessibleDescription(
      'Processor is "2": it must be in millicores such as 100m.',
    );
    await waitFor(() =>
      expect(screen.getByLabelText(/^At least/)).toHaveAccessibleDescription(
        'At least is 1: it must be more',
      ),
    );
  });

  it('does not go on while nothing is changed, and says so', async () => {
    const user = open();
    await screen.findByLabelText(/^Size/);
    await user.click(screen.getByRole('button', { name: 'Next' }));
    const preview = within(
      screen.getByRole('complementary', { name: 'Preview of what changes' }),
    );
    const sentence = await preview.findByText(/^Nothing is changed/);
    expect(document.activeElement).toContainElement(sentence);

    await user.type(screen.getByLabelText(/^CPU/), '0');
    expect(preview.queryByText(/^Nothing is changed/)).toBeNull();
  });

  it('says at the field what is refused as one leaves it, and does not go on', async () => {
    refused = {
      field: 'spec.size',
      message: 'spec.size is 12: it should be less than or equal to 9',
    };
    const user = open();
    const size = await screen.findByLabelText(/^Size/);
    await user.clear(size);
    await user.type(size, '12');
    await user.tab();
    expect(size).toHaveAccessibleDescription(
      /Size is 12: it must be at most 9\.$/,
    );
    await user.click(screen.getByRole('button', { name: 'Next' }));
    await waitFor(() => expect(size).toHaveFocus());
    expect(screen.queryByRole('button', { name: 'Review' })).toBeNull();
  });

  it('says at the field what only the back end knows, as one leaves it', async () => {
    refused = {
      field: 'spec.cpu',
      message: 'spec.cpu is "9": it must not be more than 4',
    };
    const user = open();
    const cpu = await screen.findByLabelText(/^CPU/);
    await user.clear(cpu);
    await user.type(cpu, '9');
    await user.tab();
    await waitFor(() =>
      expect(cpu).toHaveAccessibleDescription(
        'CPU is "9": it must not be more than 4',
      ),
    );
    await user.type(cpu, '0');
    expect(cpu).not.toHaveAccessibleDescription();
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
