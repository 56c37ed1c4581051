export type Verdict =
  | { readonly kind: 'unanswered'; readonly why: string }
  | { readonly kind: 'clean' | 'weak'; readonly grave: readonly string[] };
export function verdict(text: string): Verdict;
export function auditDependencies(): boolean;
