/**
 * Development only, never shipped: the interface on a fake session, for looking at states. Open
 * `/tests/support/harness/?state=live&preview=<url>&canvas=<url>` on the dev server.
 */
import '../../../src/components/app/app';
import type { SessionSnapshot, StyleEntry } from '../../../src/pipeline/api/session-state';
import { FakeSession, fakeSnapshot } from '../fakes/fake-session';
import { showTakes } from './take-states';

const query = new URLSearchParams(location.search);
const base = fakeSnapshot();

const states: Record<string, Partial<SessionSnapshot>> = {
  live: {},
  stats: { settings: { ...base.settings, showStats: true } },
  own: { settings: { ...base.settings, styleId: 'own-1' }, encodingStyleId: 'gallery-great-wave' },
  idle: { source: { kind: 'idle' } },
  opening: { source: { kind: 'opening', what: 'camera' } },
  loading: { engine: { kind: 'loading', loadedBytes: 1.9e6, totalBytes: 4.6e6 } },
  denied: { source: { kind: 'problem', problem: 'camera-denied', detail: '' } },
  failed: { engine: { kind: 'failed', problem: 'engine-lost', detail: '' } },
  video: { source: { kind: 'video', name: 'clip.mp4', playing: true, asleep: false } },
};

async function gallery(): Promise<StyleEntry[]> {
  const rows = (await (await fetch('/styles/GALLERY.tsv')).text()).trim().split('\n').slice(1);
  return rows.map((row) => {
    const [file = '', title = '', artist = '', life = '', date = ''] = row.split('\t');
    const stem = file.replace('.jpg', '');
    return {
      id: `gallery-${stem}`,
      origin: 'gallery',
      title,
      artist,
      life,
      date,
      thumbnailUrl: `/styles/thumbs/${stem}.webp`,
      pictureUrl: `/styles/${file}`,
    };
  });
}

async function picture(name: string): Promise<HTMLCanvasElement | null> {
  const url = query.get(name);
  if (!url) return null;
  const image = new Image();
  image.src = url;
  await image.decode();
  const canvas = Object.assign(document.createElement('canvas'), {
    width: image.width,
    height: image.height,
  });
  canvas.getContext('2d')?.drawImage(image, 0, 0);
  return canvas;
}

const state = query.get('state') ?? 'live';
const change = states[state] ?? {};
const ownStyles = base.styles.filter(({ origin }) => origin === 'own');
const styles = [...ownStyles, ...(await gallery())];
const empty = ['idle', 'opening', 'denied'].includes(state);
const painted = !empty && state !== 'loading';
const session = new FakeSession({
  ...change,
  styles,
  settings: {
    ...base.settings,
    ...change.settings,
    styleId: change.settings?.styleId === 'own-1' ? 'own-1' : 'gallery-great-wave',
  },
  stage: {
    ...base.stage,
    preview: empty ? null : ((await picture('preview')) ?? base.stage.preview),
    canvas: painted ? ((await picture('canvas')) ?? base.stage.canvas) : null,
    styled: painted,
    mirrored: false,
    fit: state === 'video' ? 'contain' : 'cover',
  },
});
const app = document.createElement('impasto-app');
app.session = session;
document.body.append(app);
await app.updateComplete;
showTakes(query.get('takes'), session, app, styles);
Object.assign(globalThis, { session, app });
