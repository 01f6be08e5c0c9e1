import { dynamicScope } from './environment';
import { Expression } from './expression';
import { jsonToCel } from './celValue';

function evaluate(source: string, values: Record<string, unknown> = {}) {
  const scope = dynamicScope(Object.keys(values));
  return Expression.parse({ source, display: source }, scope).evaluate(
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, jsonToCel(value)]),
    ),
  );
}

describe('Expression', () => {
  it.each<[string, unknown]>([
    ['1 + 2', 3],
    ['quantity("64Mi").asInteger() * 3 / 4', 50331648],
    ['quantity("1Gi").compareTo(quantity("1024Mi"))', 0],
    ['quantity("100m").isLessThan(quantity("1"))', true],
    ['quantity("1.5").asApproximateFloat()', 1.5],
    ['quantity("1").add(quantity("500m")).asApproximateFloat()', 1.5],
    ['isQuantity("1Xi")', false],
    ['[3, 1, 2].max()', 3],
    ['[1, 2, 3].sum()', 6],
    ['["a", "b"].indexOf("b")', 1],
    ['[1, 2].isSorted()', true],
    ['"abc".replace("b", "x")', 'axc'],
    ['"abc123".find("[0-9]+")', '123'],
    ['"a1b2".findAll("[0-9]")', ['1', '2']],
    ['json.marshal({"b": 1, "a": [true]})', '{"a":[true],"b":1}'],
    ['json.unmarshal("{\\"a\\": 1}").a + 1', 2],
    ['base64.encode(hash.md5("hello"))', 'XUFAKrxLKna5cZ2REBfFkg=='],
    [
      'base64.encode(hash.sha256("abc"))',
      'ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=',
    ],
    ['base64.encode(hash.fnv64a("hello"))', 'pDDYRoCqvQs='],
    ['{"a": 1}.merge({"b": 2})', { a: 1, b: 2 }],
    [
      '{"a": {"x": 1, "y": 2}, "keep": 7}.deepMerge({"a": {"y": 3, "z": 4}, "b": 1})',
      { a: { x: 1, y: 3, z: 4 }, keep: 7, b: 1 },
    ],
    [
      '{"a": {"x": 1}, "b": 5}.deepMerge({"a": 5, "b": {"x": 1}})',
      { a: 5, b: { x: 1 } },
    ],
    ['{"a": [1, 2]}.deepMerge({"a": [3]})', { a: [3] }],
    ['lists.range(3)', [0, 1, 2]],
    ['[1, 2].all(i, v, v > i)', true],
    ['["a", "b"].transformList(i, v, v + string(i))', ['a0', 'b1']],
    ['{"a": 1}.transformMap(k, v, v + 1)', { a: 2 }],
    ['{"a": 1}.exists(k, v, k == "a" && v == 1)', true],
    ['url("https://a.b:8080/c").getHost()', 'a.b:8080'],
    ['ip("10.0.0.1").family()', 4],
    ['isIP("::1")', true],
    ['string(ip("2001:db8:0:0::1"))', '2001:db8::1'],
    ['optional.none()', null],
    ['[3, 1, 2].sortBy(i, -i)', [3, 2, 1]],
    [
      '[{"name": "foo", "score": 0}, {"name": "bar", "score": -10}].sortBy(e, e.score).map(e, e.name)',
      ['bar', 'foo'],
    ],
    ['optional.of(2).optMap(x, x * 3).orValue(0)', 6],
    ['optional.none().optMap(x, x * 3).orValue(7)', 7],
    ['optional.of({"a": 1}).optFlatMap(m, m.?a).orValue(0)', 1],
    ['optional.of({"b": 1}).optFlatMap(m, m.?a).orValue(0)', 0],
    ['isCIDR("192.168.0.0/16") && !isCIDR("192.168.0.0/33")', true],
    ['isCIDR("::1/128") && !isCIDR("192.168.0.0")', true],
    ['cidr("192.168.0.0/24").containsIP("192.168.0.1")', true],
    ['cidr("192.168.0.0/24").containsIP(ip("192.168.1.1"))', false],
    ['cidr("192.168.0.0/16").containsCIDR("192.168.10.0/24")', true],
    ['cidr("192.168.0.0/16").containsCIDR(cidr("192.0.0.0/8"))', false],
    ['string(cidr("192.168.0.1/24").ip())', '192.168.0.1'],
    ['string(cidr("192.168.0.1/24").masked())', '192.168.0.0/24'],
    ['cidr("2001:db8::/32").containsIP("2001:db8:1::1")', true],
    ['cidr("::1/128").prefixLength()', 128],
    ['isSemver("1.0.0") && !isSemver("hello") && !isSemver("1.0")', true],
    ['isSemver("v1.0", true) && isSemver("01.01.01", true)', true],
    ['semver("1.2.3").major() * 100 + semver("1.2.3").patch()', 103],
    ['semver("1.2.3").compareTo(semver("2.0.0"))', -1],
    ['semver("1.0.0-rc.1").isLessThan(semver("1.0.0"))', true],
    ['semver("1.0.0-rc.10").isGreaterThan(semver("1.0.0-rc.9"))', true],
    ['semver("v1.2", true).compareTo(semver("1.2.0+build"))', 0],
    ['has([{"a": 1}][0].a) && !has([{"a": 1}][0].b)', true],
    ['dyn(1) == dyn(1.0)', true],
    ['timestamp("2026-01-02T03:04:05Z")', '2026-01-02T03:04:05Z'],
  ])('%s', (source, value) => {
    expect(evaluate(source)).toEqual({ value });
  });

  it('calls a missing key pending and a wrong type fatal', () => {
    expect(evaluate('x.status.ready', { x: { status: {} } })).toEqual({
      failure: { kind: 'pending', message: 'no such key: ready' },
    });
    expect(evaluate('x[3]', { x: [] })).toMatchObject({
      failure: { kind: 'pending' },
    });
    expect(evaluate('x + "a"', { x: 1 })).toMatchObject({
      failure: { kind: 'fatal' },
    });
  });

  it.each([
    '{"a": 1}.deepMerge([1])',
    '[1].deepMerge({"a": 1})',
    '1.deepMerge(2)',
  ])('merges maps only: %s', source => {
    expect(evaluate(source)).toMatchObject({ failure: { kind: 'fatal' } });
  });

  it('does not let bytes into a manifest', () => {
    expect(evaluate('b"abc"')).toMatchObject({
      failure: { kind: 'fatal', message: expect.stringContaining('bytes') },
    });
  });

  it('knows what it reads', () => {
    const scope = dynamicScope(['schema', 'dep']);
    const source =
      'dep.status.?n.orValue(0) > 1 && schema.spec.l.exists(c, c.x == schema.spec.m["a.b"][0])';
    const expression = Expression.parse({ source, display: source }, scope);
    expect(expression.references.map(r => r.text)).toEqual([
      'dep.status.n',
      'schema.spec.l',
      'schema.spec.m["a.b"][0]',
    ]);
    expect(expression.variables).toEqual(['dep', 'schema']);
  });

  it.each(['{?"a": x.?b}', '"%d".format([1])'])('refuses %s', source => {
    expect(() => evaluate(source, { x: {} })).toThrow(/^not supported yet: /);
  });
});
