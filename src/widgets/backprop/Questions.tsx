/** The questions as tabs: one open at a time. Arrows go from tab to tab, as everywhere. */
import { useSignal } from '@preact/signals';
import { useId, useRef } from 'preact/hooks';
import { useWords } from '#views/language.ts';
import { later } from '#views/later.tsx';
import type { Backprop } from './model.ts';
import { strings } from './strings.ts';
import { WigglePanel } from './WigglePanel.tsx';
import './questions.css';

const closedTabs = () => import('./closed-tabs.ts');
const panels = {
  wiggle: WigglePanel,
  update: later(async () => (await closedTabs()).UpdatePanel),
  batch: later(async () => (await closedTabs()).BatchPanel),
  break: later(async () => (await closedTabs()).BreakPanel),
} as const;
type Tab = keyof typeof panels;
const tabs = Object.keys(panels) as Tab[];

export function Questions({ model }: { readonly model: Backprop }) {
  const words = useWords(strings);
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const open = useSignal<Tab>('wiggle');
  const Panel = panels[open.value];
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by === undefined || event.shiftKey) return;
    event.preventDefault();
    const at = (tabs.indexOf(open.value) + by + tabs.length) % tabs.length;
    open.value = tabs[at];
    list.current?.querySelectorAll<HTMLElement>('[role="tab"]')[at]?.focus();
  };
  return (
    <section class="lbl-bp-questions" aria-label={words.ask}>
      <div
        ref={list}
        role="tablist"
        aria-label={words.ask}
        class="lbl-bp-tabs"
        onKeyDown={onKeyDown}
      >
        {tabs.map((tab) => (
          <button
            key={tab}
            type="button"
            role="tab"
            data-control={tab}
            id={`${id}-${tab}`}
            aria-controls={`${id}-panel`}
            aria-selected={tab === open.value}
            tabIndex={tab === open.value ? 0 : -1}
            onClick={() => (open.value = tab)}
          >
            {words.tabs[tab]}
          </button>
        ))}
      </div>
      <div
        role="tabpanel"
        id={`${id}-panel`}
        aria-labelledby={`${id}-${open.value}`}
        class="lbl-bp-panel"
      >
        {model.scene.isVeiled.value ? (
          <p>{words.predict.questionsWait}</p>
        ) : (
          <Panel model={model} />
        )}
      </div>
    </section>
  );
}
