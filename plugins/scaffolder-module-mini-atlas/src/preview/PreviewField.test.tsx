import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeBackEnd, ok, previewOf } from '../__testUtils__/fakeBackEnd';
import { enter, openOrderForm } from '../__testUtils__/orderForm';

type User = ReturnType<typeof userEvent.setup>;

describe('the preview of an order', () => {
  let backEnd: FakeBackEnd;

  beforeEach(() => {
    backEnd = new FakeBackEnd();
  });

  it('says calmly what is still needed before anything is typed, and shows the draft', async () => {
    backEnd.answer = request =>
      ok({
        ...previewOf({ ...request, name: '<name>' }),
        checks: [],
        missing: ['name', 'namespace', 'spec.image', 'spec.tag'],
      });
    openOrderForm(backEnd);
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
    const user = openOrderForm(backEnd);
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
      /HTTPRoute.*Skipped.*Because Host name is empty.*Expression.*schema.spec.host != ""/,
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
    const user = openOrderForm(backEnd);
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
    const user = openOrderForm(backEnd);
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
    const user = openOrderForm(backEnd);
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
    const user = openOrderForm(backEnd);
    await typeName(user);
    expect(
      await screen.findByText('Preview: 2 objects will be made, no problems.'),
    ).toHaveAttribute('aria-live', 'polite');
    expect(screen.getByRole('textbox', { name: /^Name/ })).toHaveFocus();
  });
});
