import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, queryAll, state } from 'lit/decorators.js';
import type { HqApi } from '../../pipeline/api/hq-state';
import type { AppLifecycleApi } from '../../pipeline/api/app-lifecycle-api';
import type { SessionApi } from '../../pipeline/api/session-api';
import type { Notice, SessionSnapshot, StyleEntry } from '../../pipeline/api/session-state';
import { appStyles } from './app-styles';
import { liveView } from './live-view';
import { emit, type ImpastoEvent } from '../controls/events';
import { SharingActions } from '../sharing/sharing-actions';
import { fileInput, titleOf } from '../sharing/files';
import '../bars/actions';
import type { ImpastoConvert } from '../takes/convert';
import type { ImpastoCountdown } from '../stage/countdown';
import '../bars/dock';
import type { MirrorActions } from '../mirror/mirror-actions';
import type { ImpastoPasteDialog } from '../sharing/paste-dialog';
import type { ImpastoStage } from '../stage/stage';
import type { ImpastoTakes } from '../takes/takes';
import '../controls/toasts';
import type { ImpastoToasts } from '../controls/toasts';
import '../bars/top-bar';
import type { SheetElement } from '../controls/sheet-element';
import { SessionActions } from './session-actions';
import { sheets, type SheetName } from './sheets';
import { StillActions } from './still-actions';
import { ThemeController } from './theme-controller';
import { nextTimer, ShortcutController } from './shortcuts';
import { isError, noticeText } from '../strings/notice-strings';
import { strings } from '../strings/strings';
import { StyleSwipe } from '../stage/style-swipe';
import { SubscriptionController } from '../controls/subscription-controller';
import { TakeActions } from '../takes/take-actions';
import { controls } from '../theme/controls';
import { tokens } from '../theme/tokens';

/** Files that can be converted: videos and pictures that move. */
const convertible = 'video/*,.mkv,.mov,image/gif,image/webp,image/apng';

const extras = (): Promise<typeof import('./live-extras')> => import('./live-extras');

/** The whole interface: says where everything is and hands down slices of the session's snapshot. */
@customElement('impasto-app')
export class ImpastoApp extends LitElement {
  static override readonly styles = [tokens, controls, appStyles];

  @property({ attribute: false }) session: SessionApi | null = null;
  /** Installing and updates; null where the page has neither. */
  @property({ attribute: false }) page: AppLifecycleApi | null = null;

  /** A first visit: what this is, before the browser asks for the camera. */
  @property({ type: Boolean }) welcome = false;

  /** Nothing is on screen but the picture. */
  @property({ type: Boolean, reflect: true }) mirror = false;

  @state() private comparing = false;
  @state() private hq: HqApi | null = null;

  @query('impasto-stage') private readonly stage!: ImpastoStage;
  @query('impasto-countdown') private readonly countdown!: ImpastoCountdown;
  @query('impasto-toasts') private readonly toasts!: ImpastoToasts;
  @queryAll(Object.keys(sheets).join(', ')) private readonly sheets!: NodeListOf<SheetElement>;
  @query('impasto-paste-dialog') private readonly pasteDialog!: ImpastoPasteDialog;
  @query('impasto-convert') private readonly convertSheet!: ImpastoConvert;
  @query('#convert-file') private readonly convertInput!: HTMLInputElement;
  @query('impasto-takes') private readonly library!: ImpastoTakes;
  @query('#style-file') private readonly styleInput!: HTMLInputElement;
  @query('#content-file') private readonly contentInput!: HTMLInputElement;

  readonly #actions = new SessionActions(this, () => this.toasts);
  readonly #stills: StillActions;
  readonly #takeActions: TakeActions;
  readonly #swipe = new StyleSwipe(this);
  #mirror: MirrorActions | null = null;

  constructor() {
    super();
    new ThemeController(this, () => this.session?.snapshot.settings.theme ?? 'system');
    new SubscriptionController(this, () => this.session, {
      listen: (session, signal) =>
        session.addEventListener('notice', ({ detail }) => this.#announce(detail), { signal }),
    });
    this.#stills = new StillActions(this, {
      run: (job) => this.#actions.run(job),
      toasts: () => this.toasts,
      countdown: () => this.countdown,
      flash: () => this.stage.flash(),
      loadCountdown: extras,
      onSaved: () => this.page?.noteSuccess(),
    });
    const takeActions = new TakeActions(this, {
      toasts: () => this.toasts,
      library: () => this.library,
      convertSheet: () => this.convertSheet,
      pickVideo: () => this.convertInput.click(),
    });
    this.#takeActions = takeActions;
    new SharingActions(this, {
      toasts: () => this.toasts,
      ask: (picture) => this.#withExtras(() => this.pasteDialog.ask(picture)),
      convert: (video) => takeActions.convert(video),
      openTakes: () => emit(this, 'takes-open'),
      blocked: () => this.#covered,
    });
    new ShortcutController(this, {
      blocked: () => this.#covered,
      still: () => this.#stills.take(),
      record: () => takeActions.toggleRecording(),
      flip: () => {
        if (this.session?.snapshot.source.kind === 'camera')
          this.#actions.run((session) => session.sources.flip());
      },
      stats: () => this.#toggle('showStats'),
      compare: (comparing) => (this.comparing = comparing),
      split: () => this.#toggle('splitView'),
      grid: () => this.#toggle('grid'),
      timer: () => this.#actions.run((session) => session.settings.change({ timer: nextTimer(session) })),
      browse: () => this.#open('impasto-styles'),
      mix: () => this.#open('impasto-mixer'),
      two: () => this.#actions.toggleTwo(),
      help: () => this.#open('impasto-help'),
      undo: () => this.#actions.run((session) => session.styles.undo()),
      zoom: (scale) => emit(this, 'zoom-change', { scale }),
      style: (step) => this.#actions.stepStyle(step),
    });
  }

  /** Something covers the picture. */
  get #covered(): boolean {
    const views = [...this.sheets, this.pasteDialog, this.library, this.convertSheet];
    return !this.session || this.mirror || this.hq !== null || views.some(({ showing }) => showing);
  }

  protected override firstUpdated(): void {
    this.#actions.run(async () => {
      const { MirrorActions, PageNotices } = await extras();
      new PageNotices(this, () => this.toasts);
      this.#mirror = new MirrorActions(
        this,
        () => this.toasts,
        () => this.stage.flash(),
      );
      this.requestUpdate();
    });
    if (this.welcome) this.#open('impasto-welcome');
  }

  #announce(notice: Notice): void {
    this.toasts.show({
      kind: isError(notice) ? 'error' : 'info',
      text: noticeText(notice),
      ...(notice.code === 'style-removed'
        ? { action: { label: strings.undo(), run: notice.undo } }
        : undefined),
      ...(notice.code === 'hq-waiting'
        ? { action: { label: strings.goOn(), run: () => this.#openHq('kept') } }
        : undefined),
    });
  }

  /** The HQ still is loaded when it is first wanted: most visits do without. */
  #openHq(what: 'frame' | 'kept'): void {
    this.#actions.run(async (session) => {
      // First the element: a still that nobody can see would hold the live picture for ever.
      await import('../hq/hq');
      this.hq = await session.hq.open(what);
    });
  }

  #withExtras(job: () => void): void {
    this.#actions.run(async () => {
      await extras();
      job();
    });
  }

  #toggle(setting: 'showStats' | 'splitView' | 'grid'): void {
    this.#actions.run((session) =>
      session.settings.change({ [setting]: !session.snapshot.settings[setting] }),
    );
  }

  readonly #pickStyle = (): void => this.styleInput.click();
  readonly #pickContent = (): void => this.contentInput.click();
  /** Sheets are loaded when they are first wanted: the camera must not wait for them. */
  readonly #open = (sheet: SheetName): void => {
    this.#actions.run(async () => {
      await sheets[sheet]();
      this.renderRoot.querySelector<SheetElement>(sheet)?.show();
    });
  };

  protected override render(): TemplateResult | typeof nothing {
    const snapshot = this.session?.snapshot;
    if (!snapshot) return nothing;
    const { styles } = snapshot;
    const artwork = this.#chosen(snapshot)?.thumbnailUrl ?? '';
    const { takes = null, recording = null } = this.session ?? {};
    return html`
      <main
        class="app"
        @settings-open=${() => this.#open('impasto-settings')}
        @help-open=${() => this.#open('impasto-help')}
        @styles-open=${() => this.#open('impasto-styles')}
        @content-open=${this.#pickContent}
        @style-open=${this.#pickStyle}
        @hq-open=${() => this.#openHq('frame')}
        @still-request=${() => this.#stills.take()}
        @compare-change=${({ detail }: ImpastoEvent<'compare-change'>) => (this.comparing = detail.comparing)}
      >
        ${liveView({
          snapshot,
          recording,
          artwork,
          swipe: this.#swipe,
          comparing: this.comparing,
          floating: this.#actions.floating,
        })}
        <header class="top"><impasto-top-bar .recording=${recording}></impasto-top-bar></header>
        <section class="look glass" aria-label=${strings.styles()}>
          <impasto-dock .snapshot=${snapshot} ?comparing=${this.comparing}></impasto-dock>
        </section>
        <section class="actions" aria-label=${strings.controls()}>
          <impasto-actions
            .source=${snapshot.source}
            .cameras=${snapshot.cameras}
            .saving=${this.#stills.saving}
            .takes=${takes}
            .recording=${recording}
          ></impasto-actions>
        </section>
        <impasto-toasts class="toasts"></impasto-toasts>
        ${this.#mirror?.view(snapshot)}
      </main>
      <impasto-drop-zones></impasto-drop-zones>
      <impasto-paste-dialog></impasto-paste-dialog>
      <impasto-settings
        .settings=${snapshot.settings}
        .engine=${snapshot.engine}
        .governor=${snapshot.governor}
        .entries=${styles}
      ></impasto-settings>
      <impasto-styles
        .snapshot=${snapshot}
        .selection=${this.session?.styles ?? null}
        @style-open=${this.#pickStyle}
        @mix-open=${() => this.#open('impasto-mixer')}
      ></impasto-styles>
      <impasto-mixer .snapshot=${snapshot}></impasto-mixer>
      <impasto-help .takes=${takes} .entries=${styles}></impasto-help>
      ${
        this.welcome
          ? html`<impasto-welcome .artwork=${artwork} @content-open=${this.#pickContent}></impasto-welcome>`
          : nothing
      }
      <impasto-convert .activity=${snapshot.activity}></impasto-convert>
      <impasto-takes .takes=${takes} ?unkept=${recording?.snapshot.support === 'no-storage'}></impasto-takes>
      ${this.#fileInputs()}
      ${
        this.hq
          ? html`<impasto-hq
              .hq=${this.hq}
              .entries=${styles}
              @hq-close=${() => (this.hq = null)}
            ></impasto-hq>`
          : nothing
      }
    `;
  }

  #chosen({ styles, settings }: SessionSnapshot): StyleEntry | undefined {
    return styles.find(({ id }) => id === settings.styleId);
  }

  #fileInputs(): TemplateResult {
    return html`
      ${fileInput('style-file', 'image/*,.impasto', (file) =>
        this.#actions.run((session) => session.styles.add(file, titleOf(file))),
      )}
      ${fileInput('content-file', 'image/*,video/*', (file) =>
        this.#actions.run((session) => session.sources.openFile(file)),
      )}
      ${fileInput('convert-file', convertible, (file) => void this.#takeActions.convert(file))}
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-app': ImpastoApp;
  }
}
