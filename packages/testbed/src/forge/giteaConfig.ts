import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const LOOPBACK = '127.0.0.1';

/** Where Gitea keeps things, and where it listens. */
export interface GiteaPlace {
  /** For all of its data. */
  directory: string;
  /** Its templates and the like. */
  web: string;
  port: number;
}

/**
 * Writes Gitea's configuration and returns its path: everything on the loopback address, with SQLite, without SSH,
 * mail, indexers and jobs of its own. What it signs with is made once.
 */
export function writeGiteaConfig({ directory, web, port }: GiteaPlace): string {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const secrets = readSecrets(join(directory, 'secrets.json'));
  const data = join(directory, 'data');
  const config = `APP_NAME = Mini-Atlas
RUN_MODE = prod
WORK_PATH = ${directory}

[server]
PROTOCOL = http
HTTP_ADDR = ${LOOPBACK}
HTTP_PORT = ${port}
ROOT_URL = http://${LOOPBACK}:${port}/
STATIC_ROOT_PATH = ${web}
APP_DATA_PATH = ${data}
OFFLINE_MODE = true
DISABLE_SSH = true
LFS_START_SERVER = false

[database]
DB_TYPE = sqlite3
PATH = ${join(data, 'gitea.db')}

[repository]
ROOT = ${join(directory, 'repositories')}
DEFAULT_BRANCH = main

[security]
INSTALL_LOCK = true
SECRET_KEY = ${secrets.secretKey}
INTERNAL_TOKEN = ${secrets.internalToken}
; Passwords are random and of no use elsewhere: what takes long to guess takes long to start.
PASSWORD_HASH_ALGO = pbkdf2$1000$50

[oauth2]
ENABLED = false
JWT_SECRET = ${secrets.jwtSecret}

[service]
DISABLE_REGISTRATION = true

[webhook]
ALLOWED_HOST_LIST = loopback
DELIVER_TIMEOUT = 5

[actions]
ENABLED = false

[packages]
ENABLED = false

[indexer]
ISSUE_INDEXER_TYPE = db

[cron]
ENABLED = false

[cron.update_checker]
ENABLED = false

[log]
MODE = console
LEVEL = Warn
`;
  const path = join(directory, 'app.ini');
  writeFileSync(path, config, { mode: 0o600 });
  return path;
}

interface Secrets {
  secretKey: string;
  internalToken: string;
  jwtSecret: string;
}

function readSecrets(path: string): Secrets {
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8'));
  const secrets: Secrets = {
    secretKey: randomBytes(32).toString('hex'),
    internalToken: randomBytes(32).toString('hex'),
    jwtSecret: randomBytes(32).toString('base64url'),
  };
  writeFileSync(path, JSON.stringify(secrets), { mode: 0o600 });
  return secrets;
}
