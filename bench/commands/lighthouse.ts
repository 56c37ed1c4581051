/**
 * `npm run lighthouse [-- --runs 3]`: Google's Lighthouse, mobile preset, on the built app as a static host would serve
 * it (compressed, with our headers). Prints the median score of each category and what costs points; exits 1 below 95.
 * Lighthouse itself is fetched by npx: with its dependencies it takes 185 MB, too much to install with the project.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chromiumFlags, chromiumPath } from '../../tools/browser/chromium';
import { StaticServer } from '../../tools/browser/static-server';
import { quantile } from '../../src/shared/quantile';

/** The newest that runs on Node 20. */
const lighthouse = 'lighthouse@12.8.2';
const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const;
const wanted = 95;

interface Category {
  readonly score: number | null;
  readonly auditRefs: readonly { readonly id: string; readonly weight: number }[];
}

interface Audit {
  readonly title: string;
  readonly score: number | null;
  readonly displayValue?: string;
}

interface Report {
  readonly categories: Readonly<Record<string, Category>>;
  readonly audits: Readonly<Record<string, Audit>>;
}

const { values } = parseArgs({ options: { runs: { type: 'string', default: '3' } } });
const folder = mkdtempSync(path.join(tmpdir(), 'impasto-lighthouse-'));

async function measure(address: string, run: number): Promise<Report> {
  const output = path.join(folder, `${run}.json`);
  const flags = ['--headless=new', ...chromiumFlags, '--use-fake-device-for-media-stream'];
  const args = [
    ...['--yes', lighthouse, address, '--quiet', '--output=json', `--output-path=${output}`],
    `--only-categories=${categories.join(',')}`,
    `--chrome-flags=${flags.join(' ')}`,
  ];
  const env = { ...process.env, CHROME_PATH: chromiumPath() };
  const child = spawn('npx', args, { env, stdio: ['ignore', 'inherit', 'inherit'] });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('exit', resolve);
  });
  if (code !== 0) throw new Error(`Lighthouse ended with ${code ?? 'a signal'}.`);
  return JSON.parse(readFileSync(output, 'utf8')) as Report;
}

/** Audits of a category that cost points, with what they found. */
function costly({ categories: all, audits }: Report, category: string): string[] {
  return (all[category]?.auditRefs ?? []).flatMap(({ id, weight }) => {
    const audit = audits[id];
    if (weight === 0 || (audit?.score ?? 1) >= 0.9) return [];
    return [`${audit?.title ?? id} ${audit?.displayValue ?? ''}`.trim()];
  });
}

const server = await StaticServer.start('dist', { compressed: true });
const reports: Report[] = [];
try {
  for (let run = 0; run < Number(values.runs); run++) reports.push(await measure(server.url, run));
} finally {
  await server.stop();
}
let good = reports.length > 0;
for (const category of categories) {
  const scores = reports.map((report) => Math.round((report.categories[category]?.score ?? 0) * 100));
  const median = quantile(scores, 0.5);
  if (median < wanted) good = false;
  console.log(`${category}: ${median} (${scores.join(', ')})`);
  const [report] = reports;
  for (const line of report ? costly(report, category) : []) console.log(`  ${line}`);
}
process.exit(good ? 0 : 1);
