/** Every string of the benchmark page, which is a page of its own: the app does not load them. */
import { msg, str } from '@lit/localize';

export const benchStrings = {
  title: () => msg('Benchmark'),
  intro: () =>
    msg(
      'How fast does Impasto paint here? Every engine that runs on this device styles the same pictures, frame by frame in turn. It all happens on this device.',
    ),
  size: () => msg('Picture'),
  sizeHint: () => msg('Side of the square picture in pixels. Larger ones take longer.'),
  start: () => msg('Start'),
  again: () => msg('Run again'),
  stop: () => msg('Stop'),
  loading: () => msg('Loading the networks'),
  starting: (name: string) => msg(str`Starting ${name}`),
  frame: (done: number, of: number) => msg(str`Frame ${done} of ${of}`),
  progress: () => msg('Progress'),
  fastest: () => msg('The fastest engine here'),
  fps: (fps: string) => msg(str`${fps} frames per second`),
  fpsText: (ms: string, name: string, side: number) =>
    msg(str`${ms} ms a frame at ${side} × ${side} px with ${name}.`),
  times: () => msg('Time a frame'),
  timesHint: () => msg('Milliseconds: median, with a line to the 95th percentile. Shorter is faster.'),
  costs: () => msg('What a frame costs'),
  engine: () => msg('Engine'),
  median: () => msg('Median ms'),
  p95: () => msg('p95 ms'),
  dispatches: () => msg('Dispatches'),
  submits: () => msg('Submits'),
  readbacks: () => msg('Readbacks'),
  buffers: () => msg('Buffers made'),
  megabytes: () => msg('MB moved'),
  gmac: () => msg('GMAC'),
  notRun: () => msg('Not run here'),
  copy: () => msg('Copy as JSON'),
  copied: () => msg('Copied'),
  copyRefused: () => msg('The browser does not allow copying here. Download the JSON instead.'),
  download: () => msg('Download JSON'),
  hidden: () =>
    msg('The page was out of view, which spoils the times. Please run it again and keep it in view.'),
  failed: (reason: string) => msg(str`The benchmark did not run: ${reason} Please try again.`),
  peers: () =>
    msg(
      'Other projects’ networks are no part of this page, so it compares Impasto’s own engines. MicroAST is listed by its computed cost alone. “npm run bench” measures against Magenta.',
    ),
  back: () => msg('Back to the camera'),
} as const;
