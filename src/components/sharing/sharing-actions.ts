/**
 * What comes into the app from outside (links, shortcuts, shared, opened and pasted files, the copy key) and what the person
 * sends out of it. Listens while its host is connected; the work is loaded when there is some.
 */
import type { LitElement, ReactiveController } from 'lit';
import { parseLink, withoutLink } from '../../pipeline/page/deep-link';
import type { Link } from '../../pipeline/page/deep-link';
import type { SessionApi } from '../../pipeline/api/session-api';
import type { ImpastoEvent } from '../controls/events';
import { tellUnexpected } from '../controls/tell-unexpected';
import type { SharingJobs, SharingViews } from './sharing-jobs';
import { noticeText } from '../strings/notice-strings';

export interface SharingHost extends LitElement {
  readonly session: SessionApi | null;
}

/** The Launch Handler API (https://wicg.github.io/web-app-launch), which the DOM library does not know yet. */
interface LaunchParams {
  readonly targetURL?: string;
  readonly files: readonly FileSystemFileHandle[];
}
interface LaunchQueue {
  setConsumer(consumer: (params: LaunchParams) => void): void;
}

export class SharingActions implements ReactiveController {
  readonly #host: SharingHost;
  readonly #views: SharingViews;
  #started = false;

  constructor(host: SharingHost, views: SharingViews) {
    this.#host = host;
    this.#views = views;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.addEventListener('sharing-request', this.#request as EventListener);
    this.#host.addEventListener('settings-open', this.#preload);
    window.addEventListener('copy', this.#copy);
    window.addEventListener('paste', this.#paste);
    if (this.#started) return;
    this.#started = true;
    const arrivedAt = location.href;
    this.#follow(new URL(arrivedAt));
    const { launchQueue } = window as { readonly launchQueue?: LaunchQueue };
    launchQueue?.setConsumer(({ targetURL, files }) => {
      // The launch that opened this page was followed already.
      if (targetURL !== undefined && targetURL !== arrivedAt) this.#follow(new URL(targetURL));
      if (files.length > 0)
        this.#run(async (jobs) => jobs.receive(await Promise.all(files.map((file) => file.getFile()))));
    });
  }

  hostDisconnected(): void {
    this.#host.removeEventListener('sharing-request', this.#request as EventListener);
    this.#host.removeEventListener('settings-open', this.#preload);
    window.removeEventListener('copy', this.#copy);
    window.removeEventListener('paste', this.#paste);
  }

  /** Does what an address asks for, and forgets it, so that a reload does not ask again. */
  #follow(url: URL): void {
    const link = parseLink(url);
    if (withoutLink(url) !== url.href)
      history.replaceState(history.state, '', withoutLink(new URL(location.href)));
    this.#applyLook(link);
    if (link.shared) {
      const { shared } = link;
      this.#run((jobs) => jobs.receiveShared(shared));
    }
    if (link.open === 'takes') void this.#host.updateComplete.then(() => this.#views.openTakes());
    if (link.open === 'camera' && this.#host.session?.snapshot.source.kind !== 'idle')
      tellUnexpected(this.#host.session?.sources.openCamera(), this.#views.toasts);
  }

  #applyLook({ styleId, strength, strokeScale, second, illegal }: Link): void {
    const { session } = this.#host;
    if (!session) return;
    const { styles } = session;
    const has = (wanted: string | undefined): boolean =>
      wanted === undefined || session.snapshot.styles.some(({ id }) => id === wanted);
    const known = has(styleId ?? undefined) && has(second?.styleId);
    if (styleId !== null && known) {
      const first = { styleId, mix: [], strength: strength ?? 1 };
      if (second) styles.two.show(first, { ...second, mix: [] }, second.place);
      else {
        // A link to one style shows that one.
        styles.two.setOn(false);
        styles.choose(styleId);
      }
    }
    if (strength !== null && known) styles.setStrength(strength);
    if (strokeScale !== null && known) session.settings.change({ strokeScale });
    if (known && illegal.length === 0) return;
    void this.#host.updateComplete.then(() =>
      this.#views.toasts().show({ kind: 'error', text: noticeText({ code: 'link-ignored' }) }),
    );
  }

  readonly #request = ({ detail }: ImpastoEvent<'sharing-request'>): void =>
    this.#run((jobs) => jobs.send(detail.what));

  /** Browsers let a press reach the clipboard for a moment only: the code must be there by then. */
  readonly #preload = (): void => void import('./sharing-jobs');

  /** The copy key copies the picture, unless text is selected or something covers it. */
  readonly #copy = (event: ClipboardEvent): void => {
    const selection = getSelection();
    const typing = event.composedPath().some((target) => target instanceof HTMLInputElement);
    if (this.#views.blocked() || typing || (selection !== null && !selection.isCollapsed)) return;
    event.preventDefault();
    this.#run((jobs) => jobs.send('picture-copy'));
  };

  /** A picture may be a style or content: ask. A video can only be content. What covers the picture keeps its pastes. */
  readonly #paste = (event: ClipboardEvent): void => {
    if (this.#views.blocked()) return;
    const files = [...(event.clipboardData?.files ?? [])];
    const picture = files.find(({ type }) => type.startsWith('image/'));
    const video = files.find(({ type }) => type.startsWith('video/'));
    if (picture) this.#views.ask(picture);
    else if (video) tellUnexpected(this.#host.session?.sources.openFile(video), this.#views.toasts);
    else return;
    event.preventDefault();
  };

  #run(job: (jobs: SharingJobs) => Promise<void>): void {
    const { session } = this.#host;
    if (!session) return;
    const done = import('./sharing-jobs').then(({ SharingJobs }) =>
      job(new SharingJobs(session, this.#views)),
    );
    tellUnexpected(done, this.#views.toasts);
  }
}
