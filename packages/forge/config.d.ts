export interface Config {
  kro?: {
    /** The Git repository through which everything is ordered. */
    delivery?: {
      /** Kind of Git host. */
      provider: 'gitea' | 'github' | 'gitlab';
      /**
       * Base address of the host's web pages, e.g. `https://git.example.com`. For `github` the default is
       * `https://github.com`, for `gitlab` `https://gitlab.com`; a server of one's own is named by its address.
       */
      url?: string;
      /**
       * `owner/name`; at GitLab `group/name`, or with subgroups in between.
       */
      repository: string;
      /**
       * The branch that pull requests go to and Flux watches; default `main`.
       */
      branch?: string;
      /**
       * Access token. Gitea: with `write:repository`. GitHub: with read and write of contents and pull requests, read of
       * commit statuses and checks; without it, the entry of `integrations.github` for that host is used, its GitHub Apps
       * included. GitLab: with the scope `api` and the role Developer; without it, the entry of `integrations.gitlab`.
       * @visibility secret
       */
      token?: string;
    };
  };
}
