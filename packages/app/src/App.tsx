import { createApp } from '@backstage/frontend-defaults';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { portalModule } from './portalModule';

/** The portal's front end. Plugins come from the package's dependencies (`app.packages: all`). */
export default createApp({ features: [catalogPlugin, portalModule] });
