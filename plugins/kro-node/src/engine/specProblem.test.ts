import { specProblemOf } from './specProblem';

describe('specProblemOf', () => {
  it.each([
    [
      {
        path: 'spec.replicas',
        value: 99,
        rule: 'maximum',
        message: 'spec.replicas in body should be less than or equal to 20',
      },
      'spec.replicas is 99: it should be less than or equal to 20',
    ],
    [
      {
        path: 'spec.tag',
        value: 'latest',
        rule: 'x-kubernetes-validations',
        message: 'spec.tag: must not be latest',
      },
      'spec.tag is "latest": must not be latest',
    ],
  ])('names field, value and rule of %j', (error, message) => {
    expect(specProblemOf(error)).toEqual({ field: error.path, message });
  });

  it('says what the field is for where the rule gives no reason', () => {
    expect(
      specProblemOf(
        {
          path: 'spec.tag',
          value: 'latest',
          rule: 'x-kubernetes-validations',
          message: 'spec.tag: validation failed',
        },
        () => 'Tag of the image; not latest',
      ).message,
    ).toBe(
      'spec.tag is "latest": it is not allowed. Tag of the image; not latest',
    );
  });

  it.each([
    [undefined, 'required'],
    ['', 'pattern'],
  ])('tells what is missing (%j) from what is wrong', (value, rule) => {
    expect(
      specProblemOf({
        path: 'spec.team',
        value,
        rule,
        message: 'spec.team: x',
      }),
    ).toEqual({
      field: 'spec.team',
      message: 'spec.team is missing: it must be given',
      missing: true,
    });
  });
});
