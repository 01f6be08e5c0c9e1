import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { InstancesField } from '../instances/InstancesField';
import { NameField } from '../name/NameField';
import { validateName } from '../name/validateName';
import { OwnerField } from '../owner/OwnerField';
import { PreviewField } from '../preview/PreviewField';
import { validatePreview } from '../preview/validatePreview';
import { validateValue } from '../value/validateValue';
import { ValueField } from '../value/ValueField';
import { WorkspaceField } from '../workspace/WorkspaceField';
import { FakeBackEnd } from './fakeBackEnd';

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

/** Opens the form as the scaffolder does, and returns who types. */
export function openOrderForm(
  backEnd: FakeBackEnd,
  created: () => Promise<void> = async () => undefined,
) {
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
        { name: 'MiniAtlasInstances', component: InstancesField },
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
export async function enter(user: User, field: HTMLElement, text: string) {
  await user.click(field);
  await user.paste(text);
}

/** Chooses the workspace `shop`. */
export async function chooseWorkspace(user: User) {
  await user.click(await screen.findByRole('button', { name: /Workspace/ }));
  await user.click(await screen.findByRole('option', { name: /Shop/ }));
}

/** Fills in everything that must be given. */
export async function fill(user: User) {
  await enter(user, screen.getByRole('textbox', { name: /^Name/ }), 'web');
  await chooseWorkspace(user);
  await waitFor(() =>
    expect(screen.getByLabelText('Owner')).toHaveValue(
      'group:default/storefront',
    ),
  );
  await enter(
    user,
    screen.getByRole('textbox', { name: /^Image/ }),
    'shop/web',
  );
  await enter(user, screen.getByRole('textbox', { name: /^Tag/ }), '1.4.2');
}

/** Presses *Next*. */
export const next = (user: User) =>
  user.click(screen.getByRole('button', { name: 'Next' }));
