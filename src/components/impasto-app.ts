import { Eye, SquareSplitHorizontal } from 'lucide';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { HqApi } from '../pipeline/hq-state';
import type { PageApi } from '../pipeline/page-api';
import type { SessionApi } from '../pipeline/session-api';
import type { Notice, SessionSnapshot, Settings, StyleEntry } from '../pipeline/session-state';
import { isAbortError } from '../shared/abort';
import { isMissingPart } from '../shared/missing-part';
import { download } from '../shared/download';
import { appStyles } from './app-styles';
import { emit, type ImpastoEvent } from './events';
import { ExchangeActions } from './exchange-actions';
import { fileInput, titleOf } from './files';
import './impasto-actions';
import type { ImpastoConvert } from './impasto-convert';
import './impasto-drop-zones';
import './impasto-engine-pill';
import './impasto-icon';
import './impasto-paste-dialog';
import type { ImpastoPasteDialog } from './impasto-paste-dialog';
import './impasto-record-bar';
import './impasto-settings';
import type { ImpastoSettings } from './impasto-settings';
import './impasto-stage';
import type { ImpastoStage } from './impasto-stage';
import './impasto-stage-message';
import './impasto-stats';
import './impasto-strength-slider';
import './impasto-style-label';
import './impasto-style-strip';
import type { ImpastoTakes } from './impasto-takes';
import './impasto-toasts';
import type { ImpastoToasts } from './impasto-toasts';
import './impasto-top-bar';
import './impasto-wipe';
import { PageNotices } from './page-notices';
import { SessionController } from './session-controller';
import { ShortcutController } from './shortcuts';
import { isError, noticeText, strings } from './strings';
import { TakeActions } from './take-actions';
import { controls, tokens } from './tokens';

/** The whole interface: hands slices of the session's snapshot down, and turns events into calls of the session. */
@customElement('impasto-app')
export class ImpastoApp extends LitElement {
  static override readonly styles = [tokens, controls, appStyles];

  @property({ attribute: false }) session: SessionApi | null = null;
  /** Installing and updates; null where the page has neither. */
  @property({ attribute: false }) page: PageApi | null = null;

  @state() private comparing = false;
  @state() private saving = false;
  @state() private hq: HqApi | null = null;

  @query('impasto-stage') private readonly stage!: ImpastoStage;
  @query('impasto-toasts') private readonly toasts!: ImpastoToasts;
  @query('impasto-settings') private readonly settings!: ImpastoSettings;
  @query('impasto-paste-dialog') private readonly pasteDialog!: ImpastoPasteDialog;
  @query('impasto-convert') private readonly convertSheet!: ImpastoConvert;
  @query('#convert-file') private readonly convertInput!: HTMLInputElement;
  @query('impasto-takes') private readonly library!: ImpastoTakes;
  @query('#style-file') private readonly styleInput!: HTMLInputElement;
  @query('#content-file') private readonly contentInput!: HTMLInputElement;

  readonly #takeActions: TakeActions;
  readonly #session = new SessionController(this, (notice) => this.#announce(notice));

  constructor() {
    super();
    const takeActions = new TakeActions(this, {
      toasts: () => this.toasts,
      library: () => this.library,
      convertSheet: () => this.convertSheet,
      pickVideo: () => this.convertInput.click(),
    });
    this.#takeActions = takeActions;
    new PageNotices(this, () => this.toasts);
    new ExchangeActions(this, {
      toasts: () => this.toasts,
      ask: (picture) => this.pasteDialog.ask(picture),
      convert: (video) => takeActions.convert(video),
      openTakes: () => emit(this, 'takes-open'),
      blocked: () => this.#covered,
    });
    new ShortcutController(this, {
      blocked: () => this.#covered,
      still: () => this.#takeStill(),
      record: () => takeActions.toggleRecording(),
      flip: () => {
        if (this.session?.snapshot.source.kind === 'camera') this.#do((session) => session.flip());
      },
      stats: () => this.#toggleStats(),
      compare: (comparing) => (this.comparing = comparing),
      split: () => this.#toggleSplit(),
      style: (step) => this.#stepStyle(step),
    });
  }

  /** Something covers the picture. */
  get #covered(): boolean {
    const views = [this.settings, this.pasteDialog, this.library, this.convertSheet];
    return !this.session || this.hq !== null || views.some(({ showing }) => showing);
  }

  /** Runs a job of the session; problems arrive as snapshots and notices, so what is thrown is unexpected. */
  #do(job: (session: SessionApi) => Promise<unknown>): void {
    if (!this.session) return;
    job(this.session).catch((error: unknown) => {
      if (isAbortError(error) || isMissingPart(error)) return;
      console.error(error);
      this.toasts.show({ kind: 'error', text: strings.unexpected() });
    });
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
    this.#do(async (session) => {
      // First the element: a still that nobody can see would hold the live picture for ever.
      await import('./impasto-hq');
      this.hq = await session.openHq(what);
    });
  }

  #takeStill(): void {
    if (this.saving) return;
    this.saving = true;
    this.stage.flash();
    this.#do(async (session) => {
      try {
        const still = await session.takeStill();
        if (!still) return;
        download(still.blob, still.name);
        this.toasts.show({
          kind: 'info',
          text: strings.stillSaved(),
          detail: strings.stillDetail(still.width, still.height),
          picture: still.blob,
        });
        this.page?.noteSuccess();
      } finally {
        this.saving = false;
      }
    });
  }

  #toggleStats(): void {
    if (!this.session) return;
    this.session.updateSettings({ showStats: !this.session.snapshot.settings.showStats });
  }

  #toggleSplit(): void {
    if (!this.session) return;
    this.session.updateSettings({ splitView: !this.session.snapshot.settings.splitView });
  }

  #stepStyle(step: number): void {
    if (!this.session) return;
    const { styles, settings } = this.session.snapshot;
    const index = styles.findIndex(({ id }) => id === settings.styleId);
    const next = styles.at((index + step) % styles.length);
    if (next) this.session.chooseStyle(next.id);
  }

  #changeSetting(change: Partial<Settings>): void {
    const { session } = this;
    if (!session) return;
    const { backend, detail, ...others } = change;
    if (backend !== undefined) session.setBackend(backend);
    if (detail !== undefined) session.setDetail(detail);
    if (Object.keys(others).length > 0) session.updateSettings(others);
  }

  readonly #addStyle = ({ detail }: ImpastoEvent<'style-file'>): void => this.#useAsStyle(detail.file);
  readonly #openContent = ({ detail }: ImpastoEvent<'content-file'>): void => this.#useAsContent(detail.file);
  readonly #pickStyle = (): void => this.styleInput.click();
  readonly #pickContent = (): void => this.contentInput.click();
  readonly #openSettings = (): void => this.settings.show();

  #useAsStyle(file: File): void {
    this.#do((session) => session.addStyle(file, titleOf(file)));
  }

  #useAsContent(file: File): void {
    this.#do((session) => session.openFile(file));
  }

  protected override render(): TemplateResult | typeof nothing {
    const snapshot = this.#session.snapshot;
    if (!snapshot) return nothing;
    const { source, engine, settings, styles } = snapshot;
    const chosen = styles.find(({ id }) => id === settings.styleId) ?? null;
    return html`
      <main class="app">
        ${this.#stage(snapshot, chosen)}
        <header class="top">
          <impasto-top-bar
            ?stats=${settings.showStats}
            .takes=${this.session?.takes ?? null}
            @stats-toggle=${() => this.#toggleStats()}
            @settings-open=${this.#openSettings}
          ></impasto-top-bar>
        </header>
        <section class="look" aria-label=${strings.styles()}>${this.#look(snapshot, chosen)}</section>
        <section class="actions" aria-label=${strings.controls()}>
          <impasto-actions
            .source=${source}
            .cameras=${snapshot.cameras}
            .saving=${this.saving}
            .takes=${this.session?.takes ?? null}
            ?hq=${snapshot.stage.styled}
            @hq-open=${() => this.#openHq('frame')}
            @camera-open=${this.#openCamera}
            @content-open=${this.#pickContent}
            @still-request=${() => this.#takeStill()}
            @camera-flip=${() => this.#do((session) => session.flip())}
            @playback-toggle=${() => this.session?.togglePlayback()}
          ></impasto-actions>
        </section>
        <impasto-toasts class="toasts"></impasto-toasts>
      </main>
      <impasto-drop-zones
        @style-file=${this.#addStyle}
        @content-file=${this.#openContent}
      ></impasto-drop-zones>
      <impasto-paste-dialog
        @style-file=${this.#addStyle}
        @content-file=${this.#openContent}
      ></impasto-paste-dialog>
      <impasto-settings
        .settings=${settings}
        .engine=${engine}
        .governor=${snapshot.governor}
        .entries=${styles}
        @settings-change=${(event: ImpastoEvent<'settings-change'>) => this.#changeSetting(event.detail)}
      ></impasto-settings>
      <impasto-convert .converter=${this.session?.takes.converter ?? null}></impasto-convert>
      <impasto-takes .takes=${this.session?.takes ?? null}></impasto-takes>
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

  readonly #openCamera = ({ detail }: ImpastoEvent<'camera-open'>): void =>
    this.#do((session) => session.openCamera(detail.deviceId === '' ? undefined : detail.deviceId));

  readonly #compare = ({ detail }: ImpastoEvent<'compare-change'>): void => {
    this.comparing = detail.comparing;
  };

  #stage(
    { source, engine, stage, settings, stats, governor }: SessionSnapshot,
    chosen: StyleEntry | null,
  ): TemplateResult {
    const showing = source.kind === 'camera' || source.kind === 'video' || source.kind === 'picture';
    return html`
      <impasto-stage
        class="stage"
        .view=${stage}
        .comparing=${this.comparing}
        .backdrop=${chosen?.thumbnailUrl ?? ''}
        @stage-resize=${({ detail }: ImpastoEvent<'stage-resize'>) =>
          this.session?.setStageSize(detail.width, detail.height)}
        @compare-change=${this.#compare}
      >
        ${
          settings.splitView && stage.styled
            ? html`<impasto-wipe
                .at=${settings.splitAt}
                .fit=${stage.fit}
                .aspect=${stage.aspect ?? 1}
                ?hidden=${this.comparing}
                @wipe-change=${({ detail }: ImpastoEvent<'wipe-change'>) =>
                  this.session?.updateSettings({ splitAt: detail.at })}
              ></impasto-wipe>`
            : nothing
        }
        <div class="status">
          <impasto-record-bar .takes=${this.session?.takes ?? null}></impasto-record-bar>
          ${
            settings.showStats
              ? html`<impasto-stats
                  data-testid="stats"
                  .stats=${stats}
                  .governor=${governor}
                ></impasto-stats>`
              : nothing
          }
          ${showing ? html`<impasto-engine-pill .engine=${engine}></impasto-engine-pill>` : nothing}
          ${this.comparing ? html`<span class="tag">${strings.original()}</span>` : nothing}
          ${'asleep' in source && source.asleep ? html`<span class="tag">${strings.asleep()}</span>` : nothing}
        </div>
        <impasto-stage-message
          class="message"
          .source=${source}
          .engine=${engine}
          @camera-open=${this.#openCamera}
          @content-open=${this.#pickContent}
          @retry-request=${() => this.#do((session) => session.retry())}
          @settings-open=${this.#openSettings}
        ></impasto-stage-message>
      </impasto-stage>
    `;
  }

  #look(
    { styles, settings, encodingStyleId, stage }: SessionSnapshot,
    chosen: StyleEntry | null,
  ): TemplateResult {
    return html`
      <div class="caption">
        <impasto-style-label .entry=${chosen}></impasto-style-label>
        <button
          type="button"
          class="round split"
          aria-label=${strings.splitView()}
          aria-pressed=${settings.splitView ? 'true' : 'false'}
          ?disabled=${!stage.styled}
          @click=${() => this.#toggleSplit()}
        >
          <impasto-icon .icon=${SquareSplitHorizontal}></impasto-icon>
        </button>
        <button
          type="button"
          class="round compare"
          aria-label=${strings.compare()}
          aria-pressed=${this.comparing ? 'true' : 'false'}
          ?disabled=${!stage.styled}
          @click=${() => (this.comparing = !this.comparing)}
        >
          <impasto-icon .icon=${Eye}></impasto-icon>
        </button>
      </div>
      <impasto-strength-slider
        class="strength"
        .strength=${settings.strength}
        @strength-change=${({ detail }: ImpastoEvent<'strength-change'>) =>
          this.session?.setStrength(detail.strength)}
      ></impasto-strength-slider>
      <impasto-style-strip
        class="strip"
        .entries=${styles}
        .chosen=${settings.styleId}
        .busy=${encodingStyleId}
        ?live=${stage.preview !== null}
        @style-choose=${({ detail }: ImpastoEvent<'style-choose'>) => this.session?.chooseStyle(detail.id)}
        @style-remove=${({ detail }: ImpastoEvent<'style-remove'>) =>
          this.#do((session) => session.removeStyle(detail.id))}
        @style-open=${this.#pickStyle}
        @style-snapshot=${() => this.#do((session) => session.addStyleFromFrame(strings.snapshotTitle()))}
      ></impasto-style-strip>
    `;
  }

  #fileInputs(): TemplateResult {
    return html`
      ${fileInput('style-file', 'image/*,.impasto', (file) => this.#useAsStyle(file))}
      ${fileInput('content-file', 'image/*,video/*', (file) => this.#useAsContent(file))}
      ${fileInput('convert-file', 'video/*,.mkv,.mov', (file) => void this.#takeActions.convert(file))}
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-app': ImpastoApp;
  }
}
