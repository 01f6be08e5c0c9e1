import { scheduleFault } from './schedule';

it.each([
  '@hourly',
  '@every 1h30m',
  '*/5 * * * *',
  '0 9-17/2 1,15 jan-mar MON-FRI',
  'TZ=UTC 0 0 * * ?',
])('takes %j', schedule => {
  expect(scheduleFault(schedule)).toBeUndefined();
});

it.each([
  ['often', 'expected exactly 5 fields, found 1: [often]'],
  ['@often', 'unrecognized descriptor: @often'],
  ['60 * * * *', 'end of range (60) above maximum (59): 60'],
  ['* * 0 * *', 'beginning of range (0) below minimum (1): 0'],
  ['5-1 * * * *', 'beginning of range (5) beyond end of range (1): 5-1'],
  ['*/0 * * * *', 'step of range should be a positive number: */0'],
  [
    'x * * * *',
    'failed to parse int from x: strconv.Atoi: parsing "x": invalid syntax',
  ],
])('says what is wrong with %j', (schedule, fault) => {
  expect(scheduleFault(schedule)).toBe(fault);
});
