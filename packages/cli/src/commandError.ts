/** A command that cannot go on: the message says why and what to do. It is shown without a stack. */
export class CommandError extends Error {}
