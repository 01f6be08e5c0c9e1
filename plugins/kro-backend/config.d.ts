export interface Config {
  kro?: {
    /**
     * The repository that orders go to; described by `@mini-atlas/forge`. Without it the change routes answer 501.
     */
    delivery?: {};
  };
}
