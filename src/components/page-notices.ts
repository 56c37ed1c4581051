/** Announces what concerns the page itself, as toasts that stay: a new version, installing. For one host element. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { PageApi } from '../pipeline/page-api';
import type { ImpastoToasts, Toast } from './impasto-toasts';
import { strings } from './strings';

type Host = ReactiveControllerHost & { readonly page: PageApi | null };

export class PageNotices implements ReactiveController {
  readonly #host: Host;
  readonly #toasts: () => ImpastoToasts;
  #page: PageApi | null = null;
  /** What the update toast on screen says. */
  #announced = 'none';
  #updateToast = 0;

  /** @param toasts asked when there is something to say; the element is rendered by then */
  constructor(host: Host, toasts: () => ImpastoToasts) {
    this.#host = host;
    this.#toasts = toasts;
    host.addController(this);
  }

  hostUpdated(): void {
    this.#subscribe(this.#host.page);
  }

  hostDisconnected(): void {
    this.#subscribe(null);
  }

  #subscribe(page: PageApi | null): void {
    if (page === this.#page) return;
    this.#page?.removeEventListener('change', this.#change);
    this.#page?.removeEventListener('install-moment', this.#offerInstall);
    this.#page?.removeEventListener('part-missing', this.#missing);
    this.#page = page;
    page?.addEventListener('change', this.#change);
    page?.addEventListener('install-moment', this.#offerInstall);
    page?.addEventListener('part-missing', this.#missing);
    if (page) this.#change();
  }

  readonly #change = (): void => {
    const page = this.#page;
    if (!page || page.state.update === this.#announced) return;
    this.#announced = page.state.update;
    this.#toasts().close(this.#updateToast);
    const toast = this.#updateText(page);
    if (toast) this.#updateToast = this.#toasts().show(toast);
  };

  #updateText(page: PageApi): Toast | null {
    const run = (): void => void page.update().catch(() => undefined);
    switch (page.state.update) {
      case 'waiting':
        return {
          kind: 'info',
          sticky: true,
          text: strings.updateWaiting(),
          action: { label: strings.updateNow(), run },
        };
      case 'after-work':
        return { kind: 'info', text: strings.updateAfterWork() };
      case 'replaced':
        return {
          kind: 'info',
          sticky: true,
          text: strings.updateReplaced(),
          action: { label: strings.reload(), run },
        };
      case 'none':
        return null;
    }
  }

  readonly #missing = (): void => {
    this.#toasts().show({ kind: 'error', text: strings.partMissing() });
  };

  readonly #offerInstall = (): void => {
    const page = this.#page;
    if (!page) return;
    const postponed = { onClose: () => page.postponeInstall() };
    if (page.state.install === 'ios') {
      this.#toasts().show({
        kind: 'info',
        sticky: true,
        text: strings.installIos(),
        detail: strings.installIosHow(),
        ...postponed,
      });
    } else {
      this.#toasts().show({
        kind: 'info',
        sticky: true,
        text: strings.installOffer(),
        detail: strings.installWhy(),
        action: { label: strings.install(), run: () => void page.install().catch(() => undefined) },
        ...postponed,
      });
    }
  };
}
