/**
 * Lets Preact forget what a component drew before. Of a component that renders itself again, the element that its parent
 * made first stays in the parent's props, with the children of that time; a child that was passed over since leads from
 * there to the parent that it has now, and so every rendering keeps the next: all that steps ever drew stays in memory
 * (preactjs/preact#4909). Cut off, the old element is what it was for its parent, and no more.
 *
 * Written as Preact's options are meant to be extended. The short names are those of its published files, which its
 * signals and its developer tools read as well: `__c` component, `__k` children, `__` parent.
 */
import { options, type VNode } from 'preact';

interface Drawn extends VNode {
  readonly __c?: object | null;
  __k?: unknown;
  __?: unknown;
}

const lastOf = new WeakMap<object, Drawn>();
const { diffed } = options;

options.diffed = (vnode: Drawn): void => {
  const component = vnode.__c;
  if (component) {
    const before = lastOf.get(component);
    if (before !== undefined && before !== vnode) before.__k = before.__ = null;
    lastOf.set(component, vnode);
  }
  diffed?.(vnode);
};
