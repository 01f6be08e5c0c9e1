import { Config } from '@backstage/config';

/** Web addresses that entities point to. */
export interface EntityLocations {
  /** The page of a file of the delivery repository; `undefined` when no repository is configured. */
  file(path: string): string | undefined;
  /** The page of the software template with this entity ref; `undefined` when the ref is none. */
  template(entityRef: string): string | undefined;
}

function encodedPath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

/** Reads `kro.delivery` and `app.baseUrl`; follows Gitea's web addresses (`/src/branch/…`). */
export function readEntityLocations(config: Config): EntityLocations {
  const delivery = config.getOptionalConfig('kro.delivery');
  const app = (config.getOptionalString('app.baseUrl') ?? '').replace(
    /\/$/,
    '',
  );
  return {
    file(path) {
      if (!delivery) return undefined;
      const host = delivery.getString('url').replace(/\/$/, '');
      const repository = `${host}/${delivery.getString('repository')}`;
      const branch = encodedPath(
        delivery.getOptionalString('branch') ?? 'main',
      );
      return `${repository}/src/branch/${branch}/${encodedPath(path)}`;
    },
    template(entityRef) {
      const match = /^template:([-\w.]+)\/([-\w.]+)$/i.exec(entityRef);
      return match
        ? `${app}/create/templates/${match[1]}/${match[2]}`
        : undefined;
    },
  };
}
