/**
 * Takes screenshots of the built app (`npm run build` first), painting the test scene on wasm: each screen for
 * `docs/screens`, and the two that the manifest shows for `public/screenshots`. `-- phone-two tablet-brush` takes these alone.
 */
import { copyFileSync, mkdirSync } from 'node:fs';
import { type Browser, chromium, type Page } from '@playwright/test';
import sharp from 'sharp';
import { expectStyled, openApp } from '../../../tools/app/drive-app';
import { chromiumFlags, chromiumPath } from '../../../tools/browser/chromium';
import { StaticServer } from '../../../tools/browser/static-server';

const sizes = {
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true },
  side: { viewport: { width: 844, height: 390 }, deviceScaleFactor: 1, hasTouch: true },
  tablet: { viewport: { width: 820, height: 1180 }, deviceScaleFactor: 1, hasTouch: true },
  desktop: { viewport: { width: 1440, height: 900 }, deviceScaleFactor: 1, hasTouch: false },
} as const;

interface Size {
  readonly width: number;
  readonly height: number;
}

interface Shot {
  readonly name: string;
  readonly size: keyof typeof sizes;
  readonly theme?: 'light' | 'dark';
  readonly locale?: string;
  /** From the live picture to what is to be seen. */
  readonly go?: (page: Page) => Promise<void>;
}

const press = (name: string) => async (page: Page) => {
  await page.getByRole('button', { name, exact: true }).click();
  await page.getByRole('dialog').waitFor();
};

/** The sheet of HQ stills, when its worker is ready. */
async function planHq(page: Page): Promise<void> {
  await press('HQ still')(page);
  await page.getByRole('button', { name: 'Paint', exact: true, disabled: false }).waitFor();
}

/** All styles, when the scene is painted in the first nine of them. */
async function browse(page: Page): Promise<void> {
  await press('All styles')(page);
  await page.locator('impasto-scene canvas.there').nth(8).waitFor({ timeout: 60_000 });
}

async function mix(page: Page): Promise<void> {
  await page.keyboard.press('m');
  await page.getByTestId('mix-field').click({ position: { x: 80, y: 60 } });
  await expectStyled(page);
  await page.waitForTimeout(4000);
}

/** The settings of the look, further down in their sheet. */
async function people(page: Page): Promise<void> {
  await press('Settings')(page);
  await page.getByRole('slider', { name: 'Keep colours' }).scrollIntoViewIfNeeded();
}

/** Two halves, with the handles of the line between them. */
async function two(page: Page): Promise<void> {
  await page.keyboard.press('2');
  await page.getByRole('slider', { name: 'Between the styles, left to right' }).waitFor();
  await page.waitForTimeout(4000);
}

/** A second style painted over the sky. */
async function brush(page: Page): Promise<void> {
  await two(page);
  await page.getByRole('radio', { name: 'Painted by hand' }).check({ force: true });
  const box = await page.getByRole('application').boundingBox();
  if (!box) throw new Error('there is nothing to paint on');
  const { x, y, width, height } = box;
  await page.getByRole('slider', { name: 'Size of the brush' }).fill('24');
  await page.mouse.move(x + 0.15 * width, y + 0.16 * height);
  await page.mouse.down();
  for (const [right, below] of [
    [0.8, 0.1],
    [0.9, 0.24],
    [0.3, 0.26],
  ] as const)
    await page.mouse.move(x + right * width, y + below * height, { steps: 8 });
  await page.mouse.up();
  await page.waitForTimeout(4000);
}

const shots: readonly Shot[] = [
  { name: 'live', size: 'phone' },
  { name: 'styles', size: 'phone', go: browse },
  { name: 'mix', size: 'phone', theme: 'light', go: mix },
  { name: 'two', size: 'phone', go: two },
  { name: 'brush', size: 'tablet', go: brush },
  { name: 'settings', size: 'phone', theme: 'light', go: press('Settings') },
  { name: 'people', size: 'phone', theme: 'light', go: people },
  { name: 'help', size: 'phone', go: press('Help') },
  { name: 'takes', size: 'phone', go: press('Open your takes') },
  { name: 'hq', size: 'phone', go: planHq },
  { name: 'german', size: 'phone', locale: 'de-DE' },
  { name: 'live', size: 'side' },
  { name: 'live', size: 'tablet' },
  { name: 'live', size: 'desktop' },
  { name: 'styles', size: 'desktop', theme: 'light', go: browse },
];

/** Opens the scene in the stage's shape, as a camera would show it. */
async function openCropped(page: Page, { width, height }: Size): Promise<void> {
  const side = width >= 960 || (width > height && height <= 560);
  const shape = side ? (width * 0.7) / height : width / height;
  const [w, h] = shape > 1 ? [1200, Math.round(1200 / shape)] : [Math.round(1200 * shape), 1200];
  const buffer = await sharp('tests/fixtures/scene.jpg').resize(w, h, { fit: 'cover' }).png().toBuffer();
  await page.getByTestId('content-file').setInputFiles({ name: 'scene.png', mimeType: 'image/png', buffer });
  await expectStyled(page);
  await page.waitForTimeout(2000);
}

/** With a palette: a third of the size, and no difference one sees. */
async function save(page: Page, name: string): Promise<void> {
  await sharp(await page.screenshot())
    .png({ palette: true, quality: 90 })
    .toFile(`docs/screens/${name}.png`);
}

async function take(browser: Browser, url: string, shot: Shot): Promise<void> {
  const { name, size, theme = 'dark', locale = 'en-GB', go } = shot;
  const page = await browser.newPage({
    ...sizes[size],
    colorScheme: theme,
    reducedMotion: 'reduce',
    locale,
    serviceWorkers: 'block',
  });
  await openApp(page, { backend: 'wasm', detail: 384 }, url);
  await openCropped(page, sizes[size].viewport);
  await go?.(page);
  await page.waitForTimeout(500);
  await save(page, `${size}-${name}`);
  await page.close();
}

/** The first visit, before there is a camera. */
async function takeWelcome(browser: Browser, url: string): Promise<void> {
  const page = await browser.newPage({ ...sizes.phone, reducedMotion: 'reduce', serviceWorkers: 'block' });
  await page.goto(url);
  await page.getByRole('dialog').waitFor();
  await page.waitForTimeout(500);
  await save(page, 'phone-welcome');
  await page.close();
}

mkdirSync('docs/screens', { recursive: true });
mkdirSync('public/screenshots', { recursive: true });
const server = await StaticServer.start('dist');
const browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumFlags });
const wanted = process.argv.slice(2);
const isWanted = (name: string): boolean => wanted.length === 0 || wanted.includes(name);
if (isWanted('phone-welcome')) await takeWelcome(browser, server.url);
for (const shot of shots) if (isWanted(`${shot.size}-${shot.name}`)) await take(browser, server.url, shot);
await browser.close();
await server.stop();

/** The README's picture: three phones side by side. px */
const phone = { width: 390, height: 844, gap: 24 };
const phones = await Promise.all(
  ['live', 'styles', 'mix'].map(async (name, index) => ({
    input: await sharp(`docs/screens/phone-${name}.png`).resize(phone.width).toBuffer(),
    left: index * (phone.width + phone.gap),
    top: 0,
  })),
);
const width = 3 * phone.width + 2 * phone.gap;
await sharp({ create: { width, height: phone.height, channels: 4, background: '#0000' } })
  .composite(phones)
  .png({ palette: true })
  .toFile('docs/screens/phones.png');
for (const size of ['phone', 'desktop']) {
  copyFileSync(`docs/screens/${size}-live.png`, `public/screenshots/${size}.png`);
}
