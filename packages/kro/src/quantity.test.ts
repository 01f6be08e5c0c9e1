import { Quantity } from './quantity';

describe('Quantity', () => {
  it.each([
    ['1500m', 1.5],
    ['2', 2],
    ['8Gi', 8 * 2 ** 30],
    ['500M', 5e8],
    ['1e3', 1000],
    ['-.5', -0.5],
  ])('reads %s', (text, value) => {
    expect(Quantity.parse(text)?.float).toBe(value);
  });

  it.each(['', 'lots', '1 Gi', '1gi', '1.2.3'])('refuses %p', text => {
    expect(Quantity.parse(text)).toBeUndefined();
  });

  it('tells whole numbers from fractions', () => {
    expect(Quantity.parse('1Ki')?.integer).toBe(1024n);
    expect(() => Quantity.parse('100m')?.integer).toThrow(
      'cannot convert value to integer',
    );
  });
});
