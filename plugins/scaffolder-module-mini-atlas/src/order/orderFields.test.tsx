import { screen, waitFor } from '@testing-library/react';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { FakeBackEnd, ok, refusedOf } from '../__testUtils__/fakeBackEnd';
import { enter, next, openOrderForm } from '../__testUtils__/orderForm';

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

describe('the fields of an order', () => {
  let backEnd: FakeBackEnd;

  beforeEach(() => {
    backEnd = new FakeBackEnd();
  });

  describe('name', () => {
    it('says as one leaves it that it is malformed, and forgets it as one types', async () => {
      const user = openOrderForm(backEnd);
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
      const user = openOrderForm(backEnd);
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
        const user = openOrderForm(backEnd);
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
      const user = openOrderForm(backEnd);
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
});
