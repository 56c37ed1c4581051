/** Entry of the record worker; the work is in `./record`. */
import { required } from '../shared/assert';
import type { RecordCalls, RecordEvent } from './record.protocol';
import { Appending } from './record/appending';
import { finishTake } from './record/finish';
import { Recording } from './record/recording';
import { writeTakeFile } from './record/take-file';
import { serveCalls } from './worker-calls';

let recording: Recording | null = null;
let appending: Appending | null = null;
const current = (): Recording => required(recording, 'a recording');
const saving = (progress: number): void => send({ kind: 'saving', progress });

const send: (event: RecordEvent) => void = serveCalls<RecordCalls>({
  start: async (request) => {
    recording = await Recording.start(request, (event) => send(event));
    return { fileName: recording.fileName };
  },
  attach: ({ frames }) => {
    current().attach(frames);
    return null;
  },
  pause: ({ at }) => {
    current().pause(at);
    return null;
  },
  resume: ({ at }) => {
    current().resume(at);
    return null;
  },
  stop: async ({ at }) => {
    const take = current();
    await take.stop(at);
    recording = null;
    return finishTake(take.fileName, take.dropped, saving);
  },
  startAppending: async ({ fileName }) => {
    appending = await Appending.start(fileName, (event) => send(event));
    return null;
  },
  append: ({ bytes }) => {
    required(appending, 'a recording').append(bytes);
    return null;
  },
  stopAppending: async () => {
    const take = required(appending, 'a recording');
    take.stop();
    appending = null;
    return finishTake(take.fileName, 0, saving);
  },
  write: async ({ fileName, content }) => {
    await writeTakeFile(fileName, new Uint8Array(await content.arrayBuffer()));
    return null;
  },
  recover: async ({ fileName }) => finishTake(fileName, 0, saving),
});
