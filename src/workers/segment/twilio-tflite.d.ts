/** TensorFlow Lite as `@twilio/video-processors` compiles it with Emscripten; this file of it ships no types. */
declare module '@twilio/video-processors/dist/build/tflite-simd-1-0-0.js' {
  /** Offsets are in bytes of the wasm memory. The views are replaced when the memory grows: never keep them. */
  export interface TfliteModule {
    readonly HEAPU8: Uint8Array<ArrayBuffer>;
    readonly HEAPF32: Float32Array<ArrayBuffer>;
    _getModelBufferMemoryOffset(): number;
    /** 0 when the network could be read. */
    _loadModel(byteLength: number): number;
    /** [height, width, 3] float32, 0..1. */
    _getInputMemoryOffset(): number;
    _getInputWidth(): number;
    _getInputHeight(): number;
    /** [height, width, channels] float32. */
    _getOutputMemoryOffset(): number;
    _getOutputChannelCount(): number;
    /** 0 when it ran. */
    _runInference(): number;
  }

  export default function createTfliteModule(options: {
    readonly wasmBinary: ArrayBuffer;
    readonly print?: (line: string) => void;
    readonly printErr?: (line: string) => void;
    readonly onAbort?: (reason: unknown) => void;
  }): Promise<TfliteModule>;
}
