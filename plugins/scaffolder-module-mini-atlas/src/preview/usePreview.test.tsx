import { TestApiProvider } from '@backstage/frontend-test-utils';
import { act, renderHook, waitFor } from '@testing-library/react';
import { FakeBackEnd } from '../__testUtils__/fakeBackEnd';
import { usePreview } from './usePreview';

const order = (name: string) => ({
  abstraction: 'webapplication',
  name,
  spec: {},
});

describe('usePreview', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  function previewing(name: string) {
    const backEnd = new FakeBackEnd();
    const hook = renderHook(props => usePreview(order(props.name)), {
      initialProps: { name },
      wrapper: ({ children }) => (
        <TestApiProvider apis={[...backEnd.apis()]}>{children}</TestApiProvider>
      ),
    });
    return { backEnd, ...hook };
  }

  it('asks once, 150 ms after the last change', async () => {
    const { backEnd, rerender, result } = previewing('w');
    for (const name of ['we', 'web']) {
      act(() => jest.advanceTimersByTime(149));
      rerender({ name });
    }
    act(() => jest.advanceTimersByTime(149));
    expect(backEnd.asked).toEqual([]);
    expect(result.current).toEqual({ updating: true });
    act(() => jest.advanceTimersByTime(1));
    await waitFor(() => expect(result.current.updating).toBe(false));
    expect(backEnd.asked.map(({ name }) => name)).toEqual(['web']);
    expect(result.current.preview?.yaml).toContain('name: web');
  });

  it('does not ask again when nothing changed', async () => {
    const { backEnd, rerender, result } = previewing('web');
    act(() => jest.advanceTimersByTime(150));
    await waitFor(() => expect(result.current.updating).toBe(false));
    rerender({ name: 'web' });
    act(() => jest.advanceTimersByTime(1_000));
    expect(backEnd.asked).toHaveLength(1);
  });

  it('keeps the preview while a newer one is under way', async () => {
    const { rerender, result } = previewing('web');
    act(() => jest.advanceTimersByTime(150));
    await waitFor(() => expect(result.current.updating).toBe(false));
    rerender({ name: 'site' });
    expect(result.current.updating).toBe(true);
    expect(result.current.preview?.yaml).toContain('name: web');
  });
});
