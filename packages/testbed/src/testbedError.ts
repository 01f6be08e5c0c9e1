/** A testbed that cannot be built, started or kept up: the message says why and what to do. */
export class TestbedError extends Error {}

/** A machine that lacks what building the testbed takes: Go, a C compiler, room on the disk, memory. */
export class UnfitMachineError extends TestbedError {}
