import {
  SignalApi,
  signalApiRef,
  SignalSubscriber,
} from '@backstage/plugin-signals-react';
import { TestApiProvider } from '@backstage/frontend-test-utils';
import { KroSignal } from '@mini-atlas/backstage-plugin-kro-common';
import { act, renderHook, waitFor } from '@testing-library/react';
import { PropsWithChildren } from 'react';
import { Concerns } from './concerns';
import { useLive } from './useLive';

class TestSignals implements SignalApi {
  private readonly listeners = new Set<(message: never) => void>();
  private version = 0;

  subscribe<TMessage>(
    _channel: string,
    onMessage: (message: TMessage) => void,
  ): SignalSubscriber {
    this.listeners.add(onMessage);
    return { unsubscribe: () => this.listeners.delete(onMessage) };
  }

  send(part: Partial<KroSignal>): void {
    this.version = part.version ?? this.version + 1;
    const signal: KroSignal = {
      instances: [],
      abstractions: [],
      changes: false,
      cluster: false,
      ...part,
      version: this.version,
    };
    this.listeners.forEach(tell => tell(signal as never));
  }

  get count(): number {
    return this.listeners.size;
  }
}

/** A load whose answers are given by hand. */
function manualLoad() {
  const open: { resolve(value: string): void; reject(error: Error): void }[] =
    [];
  return {
    open,
    load: jest.fn(
      (_signal: AbortSignal) =>
        new Promise<string>((resolve, reject) => {
          open.push({ resolve, reject });
        }),
    ),
  };
}

function show(load: (signal: AbortSignal) => Promise<string>, c: Concerns) {
  const signals = new TestSignals();
  const wrapper = ({ children }: PropsWithChildren<{}>) => (
    <TestApiProvider apis={[[signalApiRef, signals]]}>
      {children}
    </TestApiProvider>
  );
  return { signals, ...renderHook(() => useLive(load, c), { wrapper }) };
}

const SHOP = 'sandbox:webapplication.mini-atlas.dev/payments/shop';
const OTHER = 'sandbox:webapplication.mini-atlas.dev/payments/other';

describe('useLive', () => {
  it('loads, and loads again when a signal names what it shows', async () => {
    const load = jest.fn(async () => 'one');
    const { signals, result } = show(load, { instances: [SHOP] });
    await waitFor(() => expect(result.current.data).toBe('one'));
    expect(result.current.lastUpdated).toBeInstanceOf(Date);

    load.mockResolvedValue('two');
    act(() => signals.send({ instances: [SHOP] }));
    await waitFor(() => expect(result.current.data).toBe('two'));
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('does not load for signals about something else', async () => {
    const load = jest.fn(async () => 'one');
    const { signals, result } = show(load, { instances: [SHOP] });
    await waitFor(() => expect(result.current.data).toBe('one'));
    act(() => {
      signals.send({ instances: [OTHER] });
      signals.send({ abstractions: ['topic'], changes: true });
    });
    // A signal that concerns it comes last: only that one loads.
    act(() => signals.send({ cluster: true }));
    await waitFor(() => expect(load).toHaveBeenCalledTimes(2));
  });

  it('has one request in flight at most, and one more after it for all that came meanwhile', async () => {
    const { load, open } = manualLoad();
    const { signals, result } = show(load, { instances: 'all' });
    act(() => {
      signals.send({ instances: [SHOP] });
      signals.send({ instances: [OTHER] });
      signals.send({ instances: [SHOP] });
    });
    expect(load).toHaveBeenCalledTimes(1);
    act(() => open[0].resolve('one'));
    await waitFor(() => expect(load).toHaveBeenCalledTimes(2));
    act(() => open[1].resolve('two'));
    await waitFor(() => expect(result.current.data).toBe('two'));
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('keeps the data when refreshing fails, says that it is stale, and recovers', async () => {
    const load = jest.fn(async () => 'one');
    const { signals, result } = show(load, { changes: true });
    await waitFor(() => expect(result.current.data).toBe('one'));

    load.mockRejectedValueOnce(new Error('offline'));
    act(() => signals.send({ changes: true }));
    await waitFor(() => expect(result.current.isStale).toBe(true));
    expect(result.current.data).toBe('one');
    expect(result.current.error?.message).toBe('offline');

    act(() => {
      window.dispatchEvent(new Event('online'));
    });
    await waitFor(() => expect(result.current.isStale).toBe(false));
    expect(result.current.error).toBeUndefined();
  });

  it('looks again when signals were missed', async () => {
    const load = jest.fn(async () => 'one');
    const { signals, result } = show(load, { instances: [SHOP] });
    await waitFor(() => expect(result.current.data).toBe('one'));
    act(() => signals.send({ version: 4, instances: [OTHER] }));
    act(() => signals.send({ version: 7, instances: [OTHER] }));
    await waitFor(() => expect(load).toHaveBeenCalledTimes(2));
  });

  it('keeps the identity of an unchanged answer', async () => {
    const load = jest
      .fn(async () => 'x')
      .mockImplementation(async () => JSON.parse('{"a":[1]}'));
    const { signals, result } = show(load, { cluster: true } as Concerns);
    await waitFor(() => expect(result.current.data).toBeDefined());
    const before = result.current;
    act(() => signals.send({ cluster: true }));
    await waitFor(() =>
      expect(result.current.lastUpdated).not.toBe(before.lastUpdated),
    );
    expect(result.current.data).toBe(before.data);
  });

  it('ends its subscription and gives up its request', async () => {
    const { load } = manualLoad();
    const { signals, unmount } = show(load, { instances: 'all' });
    expect(signals.count).toBe(1);
    unmount();
    expect(signals.count).toBe(0);
    expect(load.mock.calls[0][0].aborted).toBe(true);
  });
});
