import { renderHook, waitFor } from '@testing-library/react';
import { TestApiProvider } from '@backstage/test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { ReactNode } from 'react';
import { useEntityExists } from './useEntityExists';

const REF = 'component:shop/web';
const ENTITY = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'web', namespace: 'shop' },
};

it('becomes true when the catalog has the entity, however it failed before', async () => {
  const catalogApi = catalogApiMock.mock();
  catalogApi.getEntitiesByRefs
    .mockResolvedValueOnce({ items: [undefined] })
    .mockRejectedValueOnce(new Error('busy'))
    .mockResolvedValueOnce({ items: [ENTITY] });
  const wrapper = ({ children }: { children: ReactNode }) => (
    <TestApiProvider apis={[[catalogApiRef, catalogApi]]}>
      {children}
    </TestApiProvider>
  );
  const { result } = renderHook(() => useEntityExists(REF), { wrapper });
  expect(result.current).toBe(false);
  await waitFor(() => expect(result.current).toBe(true), { timeout: 5_000 });
  expect(catalogApi.getEntitiesByRefs).toHaveBeenCalledTimes(3);
});
