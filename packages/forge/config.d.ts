export interface Config {
  kro?: {
    /** The Git repository through which everything is ordered. */
    delivery?: {
      /** Kind of Git host. */
      provider: 'gitea';
      /**
       * Base address of the host, e.g. `https://git.example.com`.
       */
      url: string;
      /**
       * `owner/name`.
       */
      repository: string;
      /**
       * The branch that pull requests go to and Flux watches; default `main`.
       */
      branch?: string;
      /**
       * Access token with `write:repository`.
       * @visibility secret
       */
      token?: string;
    };
  };
}
