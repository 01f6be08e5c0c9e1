/** A testbed that cannot be built, started or kept up: the message says why and what to do. */
export class TestbedError extends Error {}
