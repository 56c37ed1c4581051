/**
 * Goes into mirror mode, by link or by hand, and out of it. Hides the app's own controls meanwhile, and keeps the page's
 * address in step, so that a reload comes back to the mirror. The mode itself is loaded when it is first wanted.
 */
import { html, type LitElement, nothing, type ReactiveController, type TemplateResult } from 'lit';
import { mirrorLimit } from '../../pipeline/api/mirror-api';
import type { MirrorApi, MirrorWish } from '../../pipeline/api/mirror-api';
import type { SessionApi } from '../../pipeline/api/session-api';
import type { SessionSnapshot } from '../../pipeline/api/session-state';
import { parseMirrorLink, withMirror } from '../../pipeline/page/mirror-link';
import { Latest } from '../../shared/async/latest';
import { tellUnexpected } from '../controls/tell-unexpected';
import type { ImpastoToasts } from '../controls/toasts';
import { FullScreen } from './full-screen';
import { mirrorStrings } from './mirror-strings';
import { seeThrough } from './see-through';

/** The app, as far as it is needed here. */
export interface MirrorHost extends LitElement {
  readonly session: SessionApi | null;
  /** Shows the picture alone. */
  mirror: boolean;
}

type State =
  | { readonly kind: 'closed' }
  | { readonly kind: 'opening' }
  | {
      readonly kind: 'open';
      readonly mirror: MirrorApi;
      readonly transparent: boolean;
      /** A person opened it, and is to see the way out first. */
      readonly byHand: boolean;
    };

export class MirrorActions implements ReactiveController {
  readonly #host: MirrorHost;
  readonly #toasts: () => ImpastoToasts;
  readonly #flash: () => void;
  readonly #fullScreen = new FullScreen();
  readonly #opening = new Latest();
  #state: State = { kind: 'closed' };

  /** @param toasts asked when there is something to say @param flash lights the picture up for a moment */
  constructor(host: MirrorHost, toasts: () => ImpastoToasts, flash: () => void) {
    this.#host = host;
    this.#toasts = toasts;
    this.#flash = flash;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.addEventListener('mirror-open', this.#byHand);
    const link = parseMirrorLink(new URL(location.href));
    if (!link) return;
    if (link.illegal) {
      const text = mirrorStrings.linkIgnored(mirrorLimit.least, mirrorLimit.most);
      this.#toasts().show({ kind: 'error', text });
    }
    tellUnexpected(this.#open(link, link.transparent, false), this.#toasts);
  }

  hostDisconnected(): void {
    this.#host.removeEventListener('mirror-open', this.#byHand);
    this.#opening.cancel();
    this.#end();
  }

  /** Lies over the picture while the mirror is open. */
  view(snapshot: SessionSnapshot): TemplateResult | typeof nothing {
    const state = this.#state;
    if (state.kind !== 'open') return nothing;
    return html`<impasto-mirror
      .mirror=${state.mirror}
      .snapshot=${snapshot}
      .fullScreen=${this.#fullScreen}
      ?discreet=${state.transparent}
      ?greeting=${state.byHand}
      @mirror-close=${this.#close}
      @mirror-flash=${this.#flash}
    ></impasto-mirror>`;
  }

  readonly #byHand = (): void => {
    if (this.#state.kind !== 'closed') return;
    // At once: the browser still knows of the press.
    void this.#fullScreen.enter();
    tellUnexpected(this.#open({ seconds: null }, false, true), this.#toasts);
  };

  async #open(wish: MirrorWish, transparent: boolean, byHand: boolean): Promise<void> {
    const { session } = this.#host;
    if (!session) return;
    const signal = this.#opening.begin();
    this.#state = { kind: 'opening' };
    try {
      await import('./mirror');
      const mirror = await session.mirror.open(wish, signal);
      if (signal.aborted) {
        mirror.close();
        return;
      }
      this.#state = { kind: 'open', mirror, transparent, byHand };
    } catch (error) {
      if (!signal.aborted) this.#end();
      throw error;
    }
    this.#host.mirror = true;
    this.#host.toggleAttribute('transparent', transparent);
    if (transparent) seeThrough(true);
    this.#setAddress(true);
    this.#host.requestUpdate();
  }

  readonly #close = (): void => {
    this.#end();
    this.#setAddress(false);
    this.#host.requestUpdate();
  };

  #end(): void {
    if (this.#state.kind === 'open') this.#state.mirror.close();
    this.#state = { kind: 'closed' };
    this.#fullScreen.leave();
    seeThrough(false);
    this.#host.removeAttribute('transparent');
    this.#host.mirror = false;
  }

  #setAddress(on: boolean): void {
    history.replaceState(history.state, '', withMirror(new URL(location.href), on));
  }
}
