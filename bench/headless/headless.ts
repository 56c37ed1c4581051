/**
 * The page that `npm run bench` drives: our engines and the peers in one race. `drive-browser.ts` calls `runBench` and
 * serves the peers' files, which are no part of this repository.
 */
import { ModelStore } from '../../src/pipeline/engine/model-store';
import { messageOf } from '../../src/shared/errors';
import { GlMeter } from '../../tools/browser/gl-meter';
import { ownContestant, ownContests, readbackContest, twoStyleContests } from '../browser/own-contestant';
import { race } from '../browser/race';
import type { RaceResult } from '../browser/race';
import { magentaImage } from './magenta-image';
import { magentaSeparable } from './magenta-separable';
import type { PeerFiles } from './magenta-separable';

export interface HeadlessOptions {
  /** px */
  readonly side: number;
  readonly frames: number;
  /** Only what runs on this one; null for all. */
  readonly backend: string | null;
  /** Null where the peers' files are not there. */
  readonly peers:
    | (PeerFiles & {
        /** The browser bundle of `@magenta/image`. */
        readonly bundleUrl: string;
        /** Multiply-accumulates of Magenta's network for a frame of `side`² px. */
        readonly macs: number;
      })
    | null;
}

declare global {
  /** Called by `drive-browser.ts`. */
  var runBench: (options: HeadlessOptions) => Promise<RaceResult>;
}

const meter = new GlMeter();

globalThis.runBench = async ({ side, frames, backend, peers }) => {
  const models = await new ModelStore({ baseUrl: '/models/', caches: null }).load();
  const own = [...ownContests, ...twoStyleContests, readbackContest].map((contest) =>
    ownContestant(contest, models),
  );
  const others = peers
    ? [
        magentaSeparable('webgpu', peers),
        magentaSeparable('webgl', peers),
        magentaSeparable('wasm', peers),
        magentaImage(peers.bundleUrl, peers, meter, () => peers.macs),
      ]
    : [];
  const wanted = [...own, ...others].filter((one) => backend === null || one.backend === backend);
  return race(wanted, {
    side,
    frames,
    onProgress(progress) {
      if (progress.step === 'racing') console.log(`frame ${progress.done + 1} of ${progress.of}`);
      else {
        const { network, engine, backend } = progress.contestant;
        console.log(`starting ${network}, ${engine} on ${backend}`);
      }
    },
  });
};

addEventListener('unhandledrejection', ({ reason }) => console.log(`unhandled: ${messageOf(reason)}`));
