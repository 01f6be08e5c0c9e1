import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import {
  FakeBackEnd,
  ok,
  previewOf,
  refusedOf,
  workspaceEntity,
} from '../__testUtils__/fakeBackEnd';
import { NameField } from '../name/NameField';
import { validateName } from '../name/validateName';
import { OwnerField } from '../owner/OwnerField';
import { PreviewField } from '../preview/PreviewField';
import { validatePreview } from '../preview/validatePreview';
import { validateValue } from '../value/validateValue';
import { ValueField } from '../value/ValueField';
import { WorkspaceField } from '../workspace/WorkspaceField';

type User = ReturnType<typeof userEvent.setup>;

/** Stands in for the scaffolder's own picker, which is not ours to test. */
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
    resolve(__dirname, '../../../../templates/web-application/template.yaml'),
    'utf8',
  ),
);

const MANIFEST = {
  title: 'Web application',
  steps: spec.parameters.map((schema: { title: string }) => ({
    title: schema.title,
    schema,
  })),
};

/** The label of a field, what is entered, and what the form says of it. */
const REFUSED: [string, string, string][] = [
  [
    'Name',
    'Web!',
    'Name is "Web!": it must start with a lower-case letter, hold only a-z, 0-9 and -, and end with a letter or digit.',
  ],
  [
    'Name',
    '../web',
    'Name is "../web": it must start with a lower-case letter, hold only a-z, 0-9 and -, and end with a letter or digit.',
  ],
  [
    'Image',
    '../web',
    'Image is "../web": it must be an image name such as ghcr.io/storefront/web, without a tag.',
  ],
  [
    'Image',
    'nginx:latest',
    'Image is "nginx:latest": it must be an image name such as ghcr.io/storefront/web, without a tag.',
  ],
  [
    'Tag',
    'latest',
    'Tag is "latest": it must not be latest, because that names another image every day; give a version.',
  ],
  ['Copies', '99', 'Copies is 99: it must be at most 20.'],
  ['Copies', '-1', 'Copies is -1: it must be at least 0.'],
  ['Copies', 'many', 'Copies is "many": it must be a whole number.'],
  [
    'Host name',
    'x: y',
    'Host name is "x: y": it must be a host name such as shop.example.com, in lower case, or empty.',
  ],
];

/** The rows of the documentation's table that are of the form. */
const DOCUMENTED = readFileSync(
  resolve(__dirname, '../../../../docs/refusals.md'),
  'utf8',
)
  .split('\n')
  .map(line => line.replace(/\s+\|/g, ' |').trim())
  .filter(line => line.includes('| form |'));

describe('the order form of the web application', () => {
  let backEnd: FakeBackEnd;
  let created: jest.Mock;

  beforeEach(() => {
    backEnd = new FakeBackEnd();
    created = jest.fn(async () => undefined);
  });

  function open() {
    renderInTestApp(
      <Stepper
        manifest={MANIFEST}
        extensions={[
          {
            name: 'MiniAtlasName',
            component: NameField,
            validation: validateName,
          },
          {
            name: 'MiniAtlasValue',
            component: ValueField,
            validation: validateValue,
          },
          { name: 'MiniAtlasWorkspace', component: WorkspaceField },
          {
            name: 'MiniAtlasPreview',
            component: PreviewField,
            validation: validatePreview,
          },
          { name: 'MiniAtlasOwner', component: OwnerField },
          { name: 'OwnerPicker', component: OwnerPicker },
        ]}
        onCreate={created}
        formProps={{ EXPERIMENTAL_theme: 'bui' }}
      />,
      { apis: [...backEnd.apis()] },
    );
    return userEvent.setup({ delay: null });
  }

  /** Puts text into a field at once, where one's caret is. */
  async function enter(user: User, field: HTMLElement, text: string) {
    await user.click(field);
    await user.paste(text);
  }

  async function chooseWorkspace(user: User) {
    await user.click(await screen.findByRole('button', { name: /Workspace/ }));
    await user.click(await screen.findByRole('option', { name: /Shop/ }));
  }

  async function fill(user: User) {
    await enter(user, screen.getByRole('textbox', { name: /^Name/ }), 'web');
    await chooseWorkspace(user);
    await enter(
      user,
      screen.getByLabelText('Owner'),
      'group:default/storefront',
    );
    await enter(
      user,
      screen.getByRole('textbox', { name: /^Image/ }),
      'shop/web',
    );
    await enter(user, screen.getByRole('textbox', { name: /^Tag/ }), '1.4.2');
  }

  const next = (user: User) =>
    user.click(screen.getByRole('button', { name: 'Next' }));

  it('shows what one gets while one types, and orders it', async () => {
    const user = open();
    await fill(user);

    const preview = await screen.findByRole('complementary', {
      name: 'Preview of what you order',
    });
    await waitFor(() =>
      expect(
        within(preview).getByRole('region', { name: 'Manifest' }),
      ).toHaveTextContent('name: web'),
    );
    await waitFor(() =>
      expect(backEnd.asked.at(-1)).toEqual({
        abstraction: 'webapplication',
        name: 'web',
        namespace: 'shop',
        owner: 'group:default/storefront',
        spec: {
          image: 'shop/web',
          tag: '1.4.2',
          replicas: 2,
          port: 8080,
          host: '',
        },
      }),
    );

    await next(user);
    await screen.findByText('Health path');
    await next(user);
    await user.click(await screen.findByRole('button', { name: 'Review' }));
    await screen.findByRole('button', { name: 'Create' });
    expect(screen.queryByText('live')).not.toBeInTheDocument();
    expect(screen.getByText('shop/web')).toBeInTheDocument();

    await user.click(screen.getByRole('button', { name: 'Create' }));
    expect(created).toHaveBeenCalledWith(
      expect.objectContaining({ name: 'web', namespace: 'shop', tag: '1.4.2' }),
    );
  });

  it('says in words what is wrong with a field and does not go on', async () => {
    const user = open();
    await fill(user);
    const tag = screen.getByRole('textbox', { name: /^Tag/ });
    await user.clear(tag);
    await enter(user, tag, 'latest');
    await next(user);
    expect(tag).toHaveAccessibleDescription(
      /Tag is "latest": it must not be latest, because/,
    );
    expect(
      (await screen.findAllByText(/must not be latest/)).length,
    ).toBeGreaterThan(1);
    expect(screen.queryByRole('button', { name: 'Review' })).toBeNull();
  });

  it('does not go on while a check refuses, and says why', async () => {
    backEnd.answer = request =>
      ok(
        refusedOf(request, {
          field: 'spec.tag',
          message: 'spec.tag is "1.4.2": not on Fridays',
        }),
      );
    const user = open();
    await fill(user);
    await next(user);
    const checks = await screen.findByRole('region', { name: 'Checks' });
    expect(checks).toHaveTextContent('Tag is "1.4.2": not on Fridays');
    await waitFor(() => expect(checks).toHaveFocus());
    expect(screen.queryByRole('button', { name: 'Review' })).toBeNull();
  });

  it('does not go on while the portal cannot be asked', async () => {
    backEnd.answer = () => new TypeError('Failed to fetch');
    const user = open();
    await fill(user);
    await next(user);
    expect(
      (await screen.findAllByText(/The order could not be checked/)).length,
    ).toBeGreaterThan(0);
    expect(screen.queryByRole('button', { name: 'Review' })).toBeNull();
  });

  describe('name', () => {
    it('says as one leaves it that it is malformed, and forgets it as one types', async () => {
      const user = open();
      const name = screen.getByRole('textbox', { name: /^Name/ });
      await enter(user, name, '../web');
      const sentence =
        'Name is "../web": it must start with a lower-case letter, hold only a-z, 0-9 and -, and end with a letter or digit.';
      expect(screen.queryByText(sentence)).toBeNull();
      await user.tab();
      expect(await screen.findByText(sentence)).toBeInTheDocument();
      await enter(user, name, 'x');
      expect(screen.queryByText(sentence)).toBeNull();
    });

    it('says as one leaves it that it is taken', async () => {
      backEnd.answer = request =>
        ok(
          refusedOf(request, {
            field: 'name',
            message: `name is "${request.name}": it must be free, but it is taken`,
          }),
        );
      const user = open();
      await enter(user, screen.getByRole('textbox', { name: /^Name/ }), 'web');
      await user.tab();
      const field = screen.getByRole('textbox', { name: /^Name/ });
      await waitFor(() =>
        expect(field).toHaveAccessibleDescription(
          expect.stringContaining(
            'Name is "web": it must be free, but it is taken',
          ),
        ),
      );
      expect(field).toBeInvalid();
    });
  });

  describe('every field', () => {
    it.each(REFUSED)(
      'says as one leaves it what is wrong: %s %s',
      async (label, value, sentence) => {
        const user = open();
        const field = screen.getByRole('textbox', {
          name: new RegExp(`^${label}`),
        });
        await user.clear(field);
        await enter(user, field, value);
        expect(screen.queryByText(sentence)).toBeNull();
        await user.tab();
        expect(field).toHaveAccessibleDescription(
          expect.stringContaining(sentence),
        );
        expect(field).toBeInvalid();
      },
    );

    it('says what the documentation promises', () => {
      expect(
        REFUSED.map(
          ([label, value, sentence]) =>
            `| ${label} \`${value}\` | form | ${sentence} |`,
        ),
      ).toEqual(DOCUMENTED);
    });

    it('says as one leaves it that it must be given, and on Next', async () => {
      const user = open();
      await user.click(screen.getByRole('textbox', { name: /^Tag/ }));
      await user.tab();
      expect(
        screen.getByText('Tag is missing: it must be given.'),
      ).toBeInTheDocument();
      await screen.findByRole('button', { name: /Workspace/ });
      await next(user);
      for (const sentence of [
        'Name is missing: it must be given.',
        'Workspace is missing: choose one.',
        'Owner is missing: choose one.',
        'Image is missing: it must be given.',
      ]) {
        expect(await screen.findByText(sentence)).toBeInTheDocument();
      }
      await waitFor(() =>
        expect(screen.getByRole('textbox', { name: /^Name/ })).toHaveFocus(),
      );
    });
  });

  describe('preview', () => {
    it('says calmly what is still needed before anything is typed, and shows the draft', async () => {
      backEnd.answer = request =>
        ok({
          ...previewOf({ ...request, name: '<name>' }),
          checks: [],
          missing: ['name', 'namespace', 'spec.image', 'spec.tag'],
        });
      open();
      const section = await screen.findByRole('region', {
        name: 'What you get',
      });
      expect(section).toHaveTextContent(
        'Name, Workspace, Image, Tag, and Owner are still needed.',
      );
      expect(section).toHaveTextContent(/Deployment.*<name>/);
      expect(screen.queryByText('Refused')).toBeNull();
    });

    async function typeName(user: User) {
      await enter(user, screen.getByRole('textbox', { name: /^Name/ }), 'web');
    }

    it('shows children in order, with what is skipped and what is known after apply', async () => {
      const user = open();
      await typeName(user);
      const section = await screen.findByRole('region', {
        name: 'What you get',
      });
      await waitFor(() =>
        expect(section).toHaveTextContent(/First.*Deployment.*web/),
      );
      expect(section).toHaveTextContent(
        /Then.*Service.*Known after apply: spec.clusterIP/,
      );
      expect(section).toHaveTextContent(
        /HTTPRoute.*Skipped.*schema.spec.host != "" is false/,
      );
      expect(section).toHaveTextContent(/readyReplicas.*known after apply/);
    });

    it('drops an answer that came too late', async () => {
      let answerFirst: (response: Response) => void = () => undefined;
      backEnd.answer = request =>
        request.name === 'web'
          ? new Promise<Response>(done => {
              answerFirst = () => done(ok(previewOf(request)));
            })
          : ok(previewOf(request));
      const user = open();
      await typeName(user);
      await waitFor(() => expect(backEnd.asked.at(-1)?.name).toBe('web'));
      await enter(user, screen.getByRole('textbox', { name: /^Name/ }), 'site');
      const manifest = await screen.findByRole('region', { name: 'Manifest' });
      answerFirst(ok({}));
      await waitFor(() => expect(manifest).toHaveTextContent('name: website'));
      expect(backEnd.aborted.map(({ name }) => name)).toContain('web');
    });

    it('says what to do when the back end refuses or is not there, and recovers', async () => {
      backEnd.answer = () =>
        ok(
          {
            error: { name: 'InputError', message: 'abstraction is "x"' },
            response: { statusCode: 400 },
          },
          400,
        );
      const user = open();
      await typeName(user);
      expect(await screen.findByText('abstraction is "x"')).toBeInTheDocument();
      backEnd.answer = () => new TypeError('Failed to fetch');
      await enter(user, screen.getByRole('textbox', { name: /^Name/ }), 'a');
      expect(
        await screen.findByText(/^The portal does not answer/),
      ).toBeInTheDocument();
      backEnd.answer = request => ok(previewOf(request));
      await enter(user, screen.getByRole('textbox', { name: /^Name/ }), 'b');
      const manifest = await screen.findByRole('region', { name: 'Manifest' });
      await waitFor(() => expect(manifest).toHaveTextContent('name: webab'));
    });

    it('copies the manifest', async () => {
      const user = open();
      const write = jest.spyOn(window.navigator.clipboard, 'writeText');
      await typeName(user);
      const manifest = await screen.findByRole('region', { name: 'Manifest' });
      await waitFor(() => expect(manifest).toHaveTextContent('name: web'));
      await user.click(
        await screen.findByRole('button', { name: 'Copy the manifest' }),
      );
      expect(
        await screen.findByRole('button', { name: 'Copied' }),
      ).toBeInTheDocument();
      expect(write).toHaveBeenCalledWith(expect.stringContaining('name: web'));
    });

    it('tells screen readers what changed, and keeps the focus where it is', async () => {
      const user = open();
      await typeName(user);
      expect(
        await screen.findByText(
          'Preview: 2 objects will be made, no problems.',
        ),
      ).toHaveAttribute('aria-live', 'polite');
      expect(screen.getByRole('textbox', { name: /^Name/ })).toHaveFocus();
    });
  });

  describe('workspace', () => {
    it('offers workspaces with their owners, nothing else', async () => {
      const other = workspaceEntity('x', 'Not ours');
      backEnd.systems.push({
        ...other,
        metadata: { ...other.metadata, annotations: {} },
      });
      const user = open();
      await user.click(
        await screen.findByRole('button', { name: /Workspace/ }),
      );
      expect(
        (await screen.findAllByRole('option')).map(
          option => option.textContent,
        ),
      ).toEqual(['Shop (shop), owned by storefront']);
    });

    it('says what to do when there is none', async () => {
      backEnd.systems = [];
      const user = open();
      expect(
        await screen.findByText('There is no workspace yet'),
      ).toBeInTheDocument();
      backEnd.systems = [workspaceEntity('shop', 'Shop')];
      await user.click(screen.getByRole('button', { name: 'Look again' }));
      expect(
        await screen.findByRole('button', { name: /Workspace/ }),
      ).toBeInTheDocument();
    });

    it('says that the catalog does not answer', async () => {
      backEnd.catalogFails = true;
      open();
      expect(
        await screen.findByText('The catalog does not answer'),
      ).toBeInTheDocument();
    });
  });
});
