// What the type check can't know by itself.

// Pages are HTML: which element a selector finds stands in the template, not in the script.
interface ParentNode {
  querySelector(selectors: string): any;
  querySelectorAll(selectors: string): NodeListOf<any>;
}
interface Document {
  getElementById(id: string): any;
}
// What scripts listen to happens at elements, mostly at controls.
interface EventTarget {
  closest?(selectors: string): any;
  matches?(selectors: string): boolean;
  readonly form?: any;
  readonly dataset?: any;
}
interface Element {
  closest(selectors: string): any;
}

// Not every browser has it.
interface Navigator {
  getBattery?(): Promise<EventTarget & { level: number; charging: boolean }>;
}

declare module "*.ttf" {
  const path: string;
  export default path;
}
declare module "*.otf" {
  const path: string;
  export default path;
}
declare module "*.woff2" {
  const path: string;
  export default path;
}
