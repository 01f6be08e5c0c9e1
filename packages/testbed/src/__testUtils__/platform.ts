import { join } from 'node:path';
import { DATA_DIRECTORY } from '../packageDirectories';

/** The delivery repository's tree. */
export const PLATFORM = join(DATA_DIRECTORY, '../../../kind');
