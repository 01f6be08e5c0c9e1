/** The manifests cannot be built; the message is the one Flux reports. */
export class BuildError extends Error {}
