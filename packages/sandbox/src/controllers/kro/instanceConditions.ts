/** The conditions of an instance that Ready is made of. */
export const INSTANCE_CONDITIONS = [
  'InstanceManaged',
  'GraphResolved',
  'ResourcesReady',
];
