/** Prose drives the figure: what <StepLink> and <Do> of a page do. Pointing or focusing shows, pressing does. */
import { previewEvent } from '#player/preview.ts';

const chipOf = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('.lbl-do') : null;

const figureOf = ({ dataset }: HTMLElement): HTMLElement | null =>
  document.querySelector<HTMLElement>(`[data-link-key="${dataset['figure']}"]`);

const controlOf = (chip: HTMLElement): HTMLElement | null =>
  figureOf(chip)?.querySelector<HTMLElement>(`[data-control="${chip.dataset['press']}"]`) ?? null;

function show(chip: HTMLElement, isShown: boolean): void {
  const { shows } = chip.dataset;
  if (shows === undefined) controlOf(chip)?.toggleAttribute('data-shown', isShown);
  else figureOf(chip)?.dispatchEvent(previewEvent(isShown ? shows : undefined));
}

/** Resolves once the figure is alive. */
function awake(figure: HTMLElement): Promise<void> {
  figure.scrollIntoView({ block: 'nearest' });
  const island = figure.closest('astro-island[ssr]');
  if (!island) return Promise.resolve();
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      observer.disconnect();
      resolve();
    });
    observer.observe(island, { attributeFilter: ['ssr'] });
  });
}

async function press(chip: HTMLElement): Promise<void> {
  const figure = figureOf(chip);
  if (!figure) return;
  await awake(figure);
  const control = controlOf(chip);
  const fold = control?.closest('details');
  if (fold) fold.open = true;
  control?.scrollIntoView({ block: 'nearest' });
  const { value } = chip.dataset;
  if (control instanceof HTMLSelectElement && value !== undefined) {
    control.value = value;
    control.dispatchEvent(new Event('change', { bubbles: true }));
  } else if (!(control instanceof HTMLInputElement) || control.checked !== (value === 'on'))
    control?.click();
}

/** Does what an event on a chip asks for. */
export function handle({ type, target }: Event): void {
  const chip = chipOf(target);
  if (!chip) return;
  if (type !== 'click') show(chip, type === 'pointerover' || type === 'focusin');
  else if (chip.dataset['press'] !== undefined) void press(chip);
}
