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
import { LONGEST_SILENCE, SILENT_LOOKS } from './LiveLine';
import { useLive } from './useLive';

/** A backend that speaks on the channel, and a connection to it that can be lost. */
class TestSignals implements SignalApi {
  connected = true;
  private readonly listeners = new Set<(message: never) => void>();
  private source = 'first process';
  private version = 0;

  subscribe<TMessage>(
    _channel: string,
    onMessage: (message: TMessage) => void,
  ): SignalSubscriber {
    this.listeners.add(onMessage);
    return { unsubscribe: () => this.listeners.delete(onMessage) };
  }

  /** Something changed. */
  send(part: Partial<KroSignal>): void {
    this.version += 1;
    this.say(part);
  }

  /** Nothing changed; the line stands. */
  beat(): void {
    this.say({});
  }

  /** The backend ends and starts again. */
  restart(): void {
    this.source = 'second process';
    this.version = 0;
  }

  private say(part: Partial<KroSignal>): void {
    if (!this.connected) return;
    const signal: KroSignal = {
      source: this.source,
      version: this.version,
      instances: [],
      abstractions: [],
      changes: false,
      cluster: false,
      ...part,
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

function show(
  load: (signal: AbortSignal) => Promise<string>,
  c: Concerns,
  signals = new TestSignals(),
) {
  const wrapper = ({ children }: PropsWithChildren<{}>) => (
    <TestApiProvider apis={[[signalApiRef, signals]]}>
      {children}
    </TestApiProvider>
  );
  return { signals, ...renderHook(() => useLive(load, c), { wrapper }) };
}

const SHOP = 'sandbox:webapplication.mini-atlas.dev/payments/shop';
const OTHER = 'sandbox:webapplication.mini-atlas.dev/payments/other';

/** Shows a view whose line stands: it has heard the backend once. */
async function showConnected(
  load: jest.Mock<Promise<string>, [AbortSignal]>,
  c: Concerns,
) {
  const view = show(load, c);
  act(() => view.signals.beat());
  // What changed before the line stood was not told, so that it looks once more.
  await waitFor(() => expect(load).toHaveBeenCalledTimes(2));
  await waitFor(() => expect(view.result.current.data).toBeDefined());
  load.mockClear();
  return view;
}

function answering(value: string) {
  return jest.fn(async (_signal: AbortSignal) => value);
}

describe('useLive', () => {
  afterEach(() => jest.useRealTimers());

  it('loads, and loads again when a signal names what it shows', async () => {
    const load = answering('one');
    const { signals, result } = await showConnected(load, {
      instances: [SHOP],
    });
    expect(result.current.lastUpdated).toBeInstanceOf(Date);

    load.mockResolvedValue('two');
    act(() => signals.send({ instances: [SHOP] }));
    await waitFor(() => expect(result.current.data).toBe('two'));
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('does not load for signals about something else', async () => {
    const load = answering('one');
    const { signals } = await showConnected(load, { instances: [SHOP] });
    act(() => {
      signals.send({ instances: [OTHER] });
      signals.send({ abstractions: ['topic'], changes: true });
      signals.beat();
    });
    // A signal that concerns it comes last: only that one loads.
    act(() => signals.send({ cluster: true }));
    await waitFor(() => expect(load).toHaveBeenCalledTimes(1));
  });

  it('loads when more changed than can be named', async () => {
    const load = answering('one');
    const { signals } = await showConnected(load, { instances: [SHOP] });
    act(() => signals.send({ instances: 'all' }));
    await waitFor(() => expect(load).toHaveBeenCalledTimes(1));
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

  it('learns from the next word that it missed one', async () => {
    const load = answering('one');
    const { signals, result } = await showConnected(load, {
      instances: [SHOP],
    });
    jest.useFakeTimers();
    load.mockResolvedValue('two');
    act(() => {
      signals.connected = false;
      signals.send({ instances: [SHOP] });
      signals.connected = true;
    });
    expect(load).not.toHaveBeenCalled();
    act(() => signals.beat());
    await act(() => jest.advanceTimersByTimeAsync(0));
    expect(result.current.data).toBe('two');
  });

  it('looks when another process of the backend speaks', async () => {
    const load = answering('one');
    const { signals } = await showConnected(load, { instances: [SHOP] });
    act(() => {
      signals.restart();
      signals.beat();
    });
    await waitFor(() => expect(load).toHaveBeenCalledTimes(1));
  });

  it('looks by itself while it hears nothing, and no longer when it does', async () => {
    jest.useFakeTimers();
    const load = answering('one');
    const { signals } = show(load, { instances: [SHOP] });
    await act(() => jest.advanceTimersByTimeAsync(SILENT_LOOKS.first));
    expect(load).toHaveBeenCalledTimes(2);

    act(() => signals.beat());
    await act(() => jest.advanceTimersByTimeAsync(500));
    load.mockClear();
    for (let second = 0; second < 20; second += 1) {
      await act(() => jest.advanceTimersByTimeAsync(1_000));
      act(() => signals.beat());
    }
    expect(load).not.toHaveBeenCalled();

    signals.connected = false;
    await act(() => jest.advanceTimersByTimeAsync(LONGEST_SILENCE));
    expect(load).toHaveBeenCalledTimes(1);
    await act(() => jest.advanceTimersByTimeAsync(SILENT_LOOKS.longest));
    expect(load.mock.calls.length).toBeGreaterThan(1);
  });

  it('keeps the data when refreshing fails, says that it is stale, and recovers by itself', async () => {
    jest.useFakeTimers();
    const load = answering('one');
    const { signals, result } = show(load, { changes: true });
    await act(() => jest.advanceTimersByTimeAsync(0));
    expect(result.current.data).toBe('one');

    load.mockRejectedValueOnce(new Error('offline'));
    act(() => signals.send({ changes: true }));
    await act(() => jest.advanceTimersByTimeAsync(0));
    expect(result.current).toMatchObject({ isStale: true, data: 'one' });
    expect(result.current.error?.message).toBe('offline');

    await act(() => jest.advanceTimersByTimeAsync(1_000));
    expect(result.current.isStale).toBe(false);
    expect(result.current.error).toBeUndefined();
  });

  it('tries at once when asked to, or when the network is back', async () => {
    const load = answering('one');
    const { result } = await showConnected(load, { changes: true });
    for (const again of [
      () => result.current.refresh(),
      () => window.dispatchEvent(new Event('online')),
    ]) {
      load.mockRejectedValueOnce(new Error('offline'));
      act(() => result.current.refresh());
      await waitFor(() => expect(result.current.isStale).toBe(true));
      act(() => {
        again();
      });
      await waitFor(() => expect(result.current.isStale).toBe(false), {
        timeout: 500,
      });
    }
  });

  it('gives up a request that is never answered, and asks again', async () => {
    jest.useFakeTimers();
    const { load, open } = manualLoad();
    const { result } = show(load, { cluster: true } as Concerns);
    await act(() => jest.advanceTimersByTimeAsync(25_000));
    expect(load.mock.calls[0][0].aborted).toBe(true);
    act(() => open[1].resolve('one'));
    await act(() => jest.advanceTimersByTimeAsync(0));
    expect(result.current.data).toBe('one');
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

  it('keeps its line from one view to the next, and ends it when there is none', async () => {
    jest.useFakeTimers();
    const { load } = manualLoad();
    const first = show(load, { instances: 'all' });
    const { signals } = first;
    expect(signals.count).toBe(1);
    first.unmount();
    expect(load.mock.calls[0][0].aborted).toBe(true);
    const second = show(manualLoad().load, { instances: 'all' }, signals);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(signals.count).toBe(1);
    second.unmount();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(signals.count).toBe(0);
  });
});
