/** Answers the window's calls in the record worker. Holds the take that is being recorded, from its start to its stop. */
import { required } from '../../shared/assert';
import type { StartServer } from '../rpc/forward-messages';
import type { RecordCalls, RecordEvent } from './record.protocol';
import { serveCalls } from '../rpc/worker-calls';
import type { CallReply, CallRequest } from '../rpc/worker-calls';
import { Appending } from './files/appending';
import { finishTake } from './files/finish';
import { Recording } from './encoding/recording';
import { writeTakeFile } from './files/take-file';

export const startRecordServer: StartServer<CallRequest<RecordCalls>, CallReply<RecordEvent>> = (send) => {
  let recording: Recording | null = null;
  let appending: Appending | null = null;
  const current = (): Recording => required(recording, 'a recording');
  const tell = (event: RecordEvent): void => send({ kind: 'event', event });
  const saving = (progress: number): void => tell({ kind: 'saving', progress });

  return serveCalls<RecordCalls>(send, {
    start: async (request) => {
      recording = await Recording.start(request, tell);
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
      appending = await Appending.start(fileName, tell);
      return null;
    },
    append: ({ bytes }) => {
      required(appending, 'a recording').append(bytes);
      return null;
    },
    stopAppending: async () => {
      const take = required(appending, 'a recording');
      await take.stop();
      appending = null;
      return finishTake(take.fileName, 0, saving);
    },
    write: async ({ fileName, content }) => {
      await writeTakeFile(fileName, new Uint8Array(await content.arrayBuffer()));
      return null;
    },
    recover: async ({ fileName }) => finishTake(fileName, 0, saving),
  });
};
