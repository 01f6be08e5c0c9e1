import {
  ApiHolder,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { BackEnd } from './askKro';

/** The back end as a field's validation reaches it. Throws when the app offers no discovery or fetch API. */
export function backEndOf(apiHolder: ApiHolder): BackEnd {
  const discoveryApi = apiHolder.get(discoveryApiRef);
  const fetchApi = apiHolder.get(fetchApiRef);
  if (!discoveryApi || !fetchApi) {
    throw new Error('The app offers no discovery or fetch API');
  }
  return { discoveryApi, fetchApi };
}
