/** A sound card that plays into nothing (PulseAudio's null sink). The caller ends it with `close`. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { endProcess } from './end-process';

export interface VirtualSound {
  /** For the environment of the browser: where its sound goes. */
  readonly environment: { readonly PULSE_SERVER: string };
  close(): Promise<void>;
}

const startMs = 10_000;

/** @param folder of the server's own; it is made */
export async function openSound(folder: string): Promise<VirtualSound> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const socket = path.join(folder, 'native');
  const modules = [
    `module-native-protocol-unix socket=${socket} auth-anonymous=1`,
    'module-null-sink sink_name=nowhere',
  ];
  const args = [
    ...['-n', '--daemonize=no', '--exit-idle-time=-1', '--use-pid-file=no', '--disable-shm=yes'],
    ...modules.flatMap((module) => ['-L', module]),
  ];
  const server = spawn('pulseaudio', args, {
    stdio: 'ignore',
    env: { ...process.env, HOME: folder, XDG_RUNTIME_DIR: folder },
  });
  let failed: Error | undefined;
  server.once('error', (error) => (failed = error));
  for (const until = Date.now() + startMs; !existsSync(socket);) {
    if (failed) throw failed;
    if (server.exitCode !== null || Date.now() > until) throw new Error('PulseAudio does not start');
    await new Promise((next) => setTimeout(next, 50));
  }
  return { environment: { PULSE_SERVER: `unix:${socket}` }, close: () => endProcess(server) };
}
