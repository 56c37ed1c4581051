/** The recorder's order of events, with delays and failures at each step of a take. */
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { ImpastoError } from '../../../../src/shared/errors';
import { Recorder } from '../../../../src/pipeline/takes/recorder';
import type { RecorderParts } from '../../../../src/pipeline/takes/recorder-parts';
import type { RunningEngine } from '../../../../src/pipeline/engine/engine-supervisor';
import type { SoundInput } from '../../../../src/pipeline/takes/sound-input';
import type { TakeMaker, TakeOrder } from '../../../../src/pipeline/takes/take-maker';
import type { StoredTake, TakeStore } from '../../../../src/pipeline/takes/take-store';
import type { FinishedTake } from '../../../../src/workers/record/record.client';

const steps = ['sound', 'room', 'make', 'put', 'save'] as const;
type Step = (typeof steps)[number];
type Gate = <T>(step: Step, value: T) => Promise<T>;

const direct: Gate = (_step, value) => Promise.resolve(value);

/** A recorder on parts that count what is open. */
function build(gate: Gate = direct, hidden = false) {
  const open = { sound: 0, maker: 0, lock: 0 };
  const listed = new Map<string, StoredTake>();
  const told: string[] = [];
  const calls: string[] = [];
  const heard: (MediaStreamTrack | null)[] = [];
  const source = { track: {} as MediaStreamTrack | null };
  let order: TakeOrder | null = null;
  const engine = {} as unknown as RunningEngine;
  const opened = (kind: keyof typeof open): (() => void) => {
    open[kind] += 1;
    let closed = false;
    return () => {
      if (!closed) open[kind] -= 1;
      closed = true;
    };
  };
  const fails = { stop: null as Error | null, remove: null as Error | null, change: null as Error | null };
  const finished: FinishedTake = {
    fileName: 'take.mp4',
    mimeType: 'video/mp4',
    sizeBytes: 1,
    duration: 1,
    width: 720,
    height: 480,
    hasSound: true,
    frames: 1,
    dropped: 0,
    seekable: true,
  };
  const parts: RecorderParts = {
    openSound: async () => {
      const destroy = opened('sound');
      try {
        const listen = (track: MediaStreamTrack | null): void => void heard.push(track);
        return await gate('sound', { listen, destroy } as unknown as SoundInput);
      } catch (error) {
        destroy();
        throw error;
      }
    },
    storageRoom: () => gate('room', null),
    lockTake: () => opened('lock'),
    makeTake: async (given) => {
      order = given;
      const destroy = opened('maker');
      const maker: TakeMaker = {
        fileName: `${given.name}.part.mp4`,
        attach: () => calls.push('attach'),
        drawn: () => undefined,
        pause: () => calls.push('pause'),
        resume: () => calls.push('resume'),
        stop: async () => {
          if (fails.stop) throw fails.stop;
          return gate('save', finished);
        },
        destroy,
      };
      try {
        return await gate('make', maker);
      } catch (error) {
        destroy();
        throw error;
      }
    },
    recoverFile: () => Promise.resolve(finished),
    hidden: () => hidden,
  };
  const store: Pick<TakeStore, 'put' | 'change' | 'get' | 'remove' | 'removeFile'> = {
    put: async (take) => {
      await gate('put', null);
      listed.set(take.id, take);
    },
    change: async (id, change) => {
      if (fails.change) throw fails.change;
      const take = listed.get(id);
      if (take) listed.set(id, { ...take, ...change });
      return Promise.resolve();
    },
    get: (id) => Promise.resolve(listed.get(id)),
    remove: async (id) => {
      if (fails.remove) throw fails.remove;
      listed.delete(id);
      return Promise.resolve();
    },
    removeFile: () => Promise.resolve(),
  };
  const recorder = new Recorder(
    store as TakeStore,
    {
      engine: () => engine,
      paintedSize: () => ({ width: 720, height: 480 }),
      soundTrack: () => source.track,
      redraw: () => undefined,
    },
    {
      onChange: () => undefined,
      onSaved: () => told.push('saved'),
      onEnded: (reason) => told.push(`ended: ${reason}`),
      onEmpty: () => told.push('empty'),
      onFailed: () => told.push('failed'),
      onSoundLost: (why) => told.push(`microphone ${why}`),
    },
    parts,
  );
  return { recorder, open, listed, told, calls, fails, heard, source, order: () => order };
}

const nothingOpen = { sound: 0, maker: 0, lock: 0 };

describe('Recorder', () => {
  it.each(steps.slice(0, 4))('is called off while it waits for: %s', async (at) => {
    let release = (): void => undefined;
    let reached = (): void => undefined;
    const there = new Promise<void>((resolve) => (reached = resolve));
    const gate: Gate = async (step, value) => {
      if (step === at) {
        reached();
        await new Promise<void>((resolve) => (release = resolve));
      }
      return value;
    };
    const { recorder, open, listed } = build(gate);
    const started = recorder.start('a', true);
    await there;
    expect(recorder.state.kind).toBe('starting');
    await recorder.stop();
    release();
    expect(await started).toBeNull();
    expect(recorder.state.kind).toBe('idle');
    expect(open).toEqual(nothingOpen);
    expect(listed.size).toBe(0);
  });

  it('comes to rest with nothing open, whatever the order and whichever step fails', async () => {
    const failing = fc.option(fc.constantFrom(...steps), { nil: null });
    const calls = fc.array(fc.constantFrom('start', 'stop', 'pause', 'resume', 'sleep'), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), failing, calls, async (scheduler, broken, sequence) => {
        const gate: Gate = (step, value) =>
          step === broken
            ? scheduler.schedule(Promise.resolve(), step).then(() => {
                throw new ImpastoError('worker-failed', `broken: ${step}`);
              })
            : scheduler.schedule(Promise.resolve(value), step);
        const { recorder, open, listed, told } = build(gate);
        const work: Promise<unknown>[] = [];
        const act = {
          start: () => work.push(recorder.start('a', true)),
          stop: () => work.push(recorder.stop()),
          pause: () => recorder.pause(),
          resume: () => recorder.resume(),
          sleep: () => recorder.sleep(true),
        };
        const presses = sequence.map((name) => ({
          label: name,
          builder: () => {
            act[name]();
            return Promise.resolve();
          },
        }));
        const pressed = scheduler.scheduleSequence(presses);
        await scheduler.waitIdle();
        await pressed.task;
        work.push(recorder.stop());
        await scheduler.waitIdle();
        await Promise.all(work);
        expect(recorder.state.kind).toBe('idle');
        expect(open).toEqual(nothingOpen);
        const saved = told.filter((one) => one === 'saved').length;
        const unsaved = told.filter((one) => one === 'failed').length;
        expect(listed.size, 'what was listed is saved, or kept and told').toBe(saved + unsaved);
      }),
      { numRuns: 500 },
    );
  });

  it.each(steps.slice(0, 4))(
    'follows the microphone of a camera that changed while it waited for: %s',
    async (at) => {
      let change = (): void => undefined;
      const gate: Gate = (step, value) => {
        if (step === at) change();
        return Promise.resolve(value);
      };
      const { recorder, heard, source, open } = build(gate);
      const another = {} as MediaStreamTrack;
      change = () => {
        source.track = another;
        recorder.sourceChanged();
      };
      await recorder.start('a', true);
      expect(heard.at(-1)).toBe(another);
      await recorder.stop();
      expect(heard.at(-1)).toBeNull();
      expect(open).toEqual(nothingOpen);
    },
  );

  it('started while the page is hidden, it pauses the take too', async () => {
    const { recorder, calls } = build(direct, true);
    await recorder.start('a', false);
    expect(recorder.state).toMatchObject({ kind: 'recording', pause: 'asleep' });
    expect(calls).toEqual(['pause']);
    recorder.sleep(false);
    expect(calls).toEqual(['pause', 'resume']);
  });

  it('a crash just after the encoders are there ends the take instead of recording into nothing', async () => {
    let crash = (): void => undefined;
    const gate: Gate = (step, value) => {
      if (step === 'put') crash();
      return Promise.resolve(value);
    };
    const { recorder, told, order, open } = build(gate);
    crash = () => order()?.listener.onCrash(new ImpastoError('worker-lost', 'gone'));
    await recorder.start('a', true);
    await vi.waitFor(() => expect(recorder.state.kind).toBe('idle'));
    expect(told).toEqual(['ended: failed', 'saved']);
    expect(open).toEqual(nothingOpen);
  });

  it('a poster from before the entry is kept, and one that cannot be kept costs nothing', async () => {
    let deliver = (): void => undefined;
    const gate: Gate = (step, value) => {
      if (step === 'put') deliver();
      return Promise.resolve(value);
    };
    const { recorder, order, listed, fails } = build(gate);
    const poster = new Blob(['x']);
    deliver = () => order()?.listener.onEvent({ kind: 'poster', poster });
    await recorder.start('a', true);
    await vi.waitFor(() => expect([...listed.values()][0]?.poster).toBe(poster));
    fails.change = new Error('no room');
    deliver();
    // An unhandled rejection would fail the run.
    await Promise.resolve();
  });

  it('a list that cannot be cleaned up after an empty take is told, not thrown', async () => {
    const { recorder, told, fails, open } = build();
    await recorder.start('a', true);
    fails.stop = new ImpastoError('unreadable-video', 'not one frame');
    fails.remove = new Error('the database is closed');
    await recorder.stop();
    expect(told).toEqual(['failed']);
    expect(recorder.state.kind).toBe('idle');
    expect(open).toEqual(nothingOpen);
  });
});
