/** Composition root: checks what the browser can do, makes the session, mounts the app. Owns both for the visit. */
import './shared/trusted-script-urls';
import './components/app/app';
import { speakBrowserLanguage } from './components/strings/locale';
import { AppLifecycle } from './pipeline/page/app-lifecycle';
import { parseLink } from './pipeline/page/deep-link';
import { ModelStore } from './pipeline/engine/model-store';
import { Session } from './pipeline/session/session';

/** Without these there is no way to run; each is in every browser since 2023. */
function missingFeatures(): string[] {
  const needed = {
    OffscreenCanvas: 'OffscreenCanvas' in window,
    'transferable canvases': 'transferControlToOffscreen' in HTMLCanvasElement.prototype,
    requestVideoFrameCallback: 'requestVideoFrameCallback' in HTMLVideoElement.prototype,
    'module workers': 'Worker' in window,
  };
  return Object.entries(needed).flatMap(([name, there]) => (there ? [] : [name]));
}

/** True when the camera opens without a question. */
async function cameraAllowed(): Promise<boolean> {
  try {
    return (await navigator.permissions.query({ name: 'camera' })).state === 'granted';
  } catch {
    // Firefox knows no camera permission.
    return false;
  }
}

function removeSplash(): void {
  document.querySelector('#splash')?.remove();
}

async function main(): Promise<void> {
  const missing = missingFeatures();
  if (missing.length > 0) {
    const sentence = document.createElement('p');
    sentence.className = 'unsupported';
    sentence.textContent = `Impasto needs a newer browser: this one lacks ${missing.join(', ')}. Please update it, or use a current Chrome, Edge, Safari or Firefox.`;
    document.body.append(sentence);
    removeSplash();
    return;
  }
  const url = new URL(location.href);
  const link = parseLink(url);
  const page = new AppLifecycle();
  const store = new ModelStore({ baseUrl: './models/' });
  const [session] = await Promise.all([
    Session.create({
      engine: (onProgress, signal) => store.load({ onProgress, signal }),
      perceptual: (onProgress, signal) => store.loadPerceptualNetwork({ onProgress, signal }),
    }),
    speakBrowserLanguage(),
  ]);
  const app = document.createElement('impasto-app');
  app.session = session;
  app.page = page;
  app.mirror = url.searchParams.has('mirror');
  // On a wall nobody reads cards.
  app.welcome = session.isFirstVisit && !app.mirror && !(await cameraAllowed());
  document.body.append(app);
  void app.updateComplete.then(removeSplash);
  // The first picture comes first: what the app needs offline is fetched when the engine is up, or has failed.
  const prepare = (): void => {
    const { kind } = session.snapshot.engine;
    if (kind !== 'ready' && kind !== 'failed') return;
    session.removeEventListener('change', prepare);
    void page.prepareOffline();
  };
  session.addEventListener('change', prepare);
  // The browser's question comes after ours: the first card explains it. And the shortcut “Open file” waits for the file:
  // browsers open no picker without a press.
  await session.start({ camera: !app.welcome && link.open !== 'file' });
}

void main();
