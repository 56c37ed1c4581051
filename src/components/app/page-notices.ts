/** Announces what concerns the page itself, as toasts that stay: a new version, installing. For one host element. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { AppLifecycleApi, UpdateState } from '../../pipeline/api/app-lifecycle-api';
import type { ImpastoToasts, Toast } from '../controls/toasts';
import { SubscriptionController } from '../controls/subscription-controller';
import { pageStrings } from './page-strings';

type Host = ReactiveControllerHost & { readonly page: AppLifecycleApi | null };

export class PageNotices implements ReactiveController {
  readonly #toasts: () => ImpastoToasts;
  /** What the update toast on screen says. */
  #announced: UpdateState = 'none';
  #updateToast = 0;

  /** @param toasts asked when there is something to say; the element is rendered by then */
  constructor(host: Host, toasts: () => ImpastoToasts) {
    this.#toasts = toasts;
    host.addController(this);
    new SubscriptionController(host, () => host.page, {
      onChange: (page) => this.#tellUpdate(page),
      listen: (page, signal) => {
        page.addEventListener('install-moment', () => this.#offerInstall(page), { signal });
        page.addEventListener('part-missing', () => this.#tellMissing(), { signal });
        this.#tellUpdate(page);
      },
    });
  }

  /** The toasts go with the host: what still holds is said again when it comes back. */
  hostDisconnected(): void {
    this.#announced = 'none';
  }

  #tellUpdate(page: AppLifecycleApi): void {
    if (page.state.update === this.#announced) return;
    this.#announced = page.state.update;
    this.#toasts().close(this.#updateToast);
    const toast = this.#updateText(page);
    if (toast) this.#updateToast = this.#toasts().show(toast);
  }

  #updateText(page: AppLifecycleApi): Toast | null {
    const run = (): void => void page.update().catch(() => undefined);
    switch (page.state.update) {
      case 'waiting':
        return {
          kind: 'info',
          sticky: true,
          text: pageStrings.updateWaiting(),
          action: { label: pageStrings.updateNow(), run },
        };
      case 'after-work':
        return { kind: 'info', text: pageStrings.updateAfterWork() };
      case 'replaced':
        return {
          kind: 'info',
          sticky: true,
          text: pageStrings.updateReplaced(),
          action: { label: pageStrings.reload(), run },
        };
      case 'none':
        return null;
    }
  }

  #tellMissing(): void {
    this.#toasts().show({ kind: 'error', text: pageStrings.partMissing() });
  }

  #offerInstall(page: AppLifecycleApi): void {
    const postponed = { onClose: () => page.postponeInstall() };
    if (page.state.install === 'ios') {
      this.#toasts().show({
        kind: 'info',
        sticky: true,
        text: pageStrings.installIos(),
        detail: pageStrings.installIosHow(),
        ...postponed,
      });
    } else {
      this.#toasts().show({
        kind: 'info',
        sticky: true,
        text: pageStrings.installOffer(),
        detail: pageStrings.installWhy(),
        action: { label: pageStrings.install(), run: () => void page.install().catch(() => undefined) },
        ...postponed,
      });
    }
  }
}
