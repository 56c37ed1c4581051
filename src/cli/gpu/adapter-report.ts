/** What a look for a GPU found, as the process that looked says it. */
export type AdapterReport =
  | { readonly kind: 'gpu'; readonly name: string }
  /** WebGPU is there, but the processor would do its work. */
  | { readonly kind: 'software'; readonly name: string }
  | { readonly kind: 'none'; readonly reason: string };
