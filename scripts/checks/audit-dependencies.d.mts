export type Verdict =
  | { readonly kind: 'unanswered'; readonly why: string }
  | { readonly kind: 'clean' | 'weak'; readonly grave: readonly string[] };
export function verdict(text: string, shipped?: ReadonlySet<string>): Verdict;
type Package = { readonly dependencies?: object; readonly peerDependencies?: object };
export function shippedPackages(packages: Readonly<Record<string, Package>>): Set<string>;
export function auditDependencies(): boolean;
