/**
 * The root of every figure: it binds the player to keys, touch, the address bar and the clock, says so when a link is
 * stale, and keeps an error inside the figure.
 */
import { Component, type ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { excerptOf, keyOf } from '#player/address.ts';
import { bindPlayer } from '#player/bind.ts';
import type { Player } from '#player/player.ts';
import { bindPreview } from '#player/preview.ts';
import { useCatchUp } from './catch-up.ts';
import { useWords } from './language.ts';
import { strings } from './strings.ts';
import './figure.css';

export interface FigureProps {
  readonly player: Player;
  /** What the figure is, for screen readers. */
  readonly label: string;
  /** Its name in links; leave it out for the only figure of a page. */
  readonly name?: string | undefined;
  /** Lights what the prose names, a step or a cell; undefined: nothing any more. */
  onPreview?(name: string | undefined): void;
  readonly children: ComponentChildren;
}

export function Figure({ player, label, name, onPreview, children }: FigureProps) {
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => bindPlayer(player, root.current!, name), [player]);
  useEffect(() => onPreview && bindPreview(root.current!, onPreview), [onPreview]);
  useCatchUp(root);
  const words = useWords(strings).figure;
  return (
    <div
      ref={root}
      class="lbl-figure not-content"
      role="group"
      aria-label={label}
      tabIndex={0}
      data-link-key={keyOf(name)}
    >
      <StaleLink player={player} />
      <Boundary broken={words.broken}>{children}</Boundary>
    </div>
  );
}

/** For itself, so that what it says leaves the figure as it is. */
function StaleLink({ player }: Pick<FigureProps, 'player'>) {
  const words = useWords(strings).figure;
  const { value: address } = player.staleLink;
  return (
    <p class="lbl-notice" role="status">
      {address === undefined ? '' : words.stale(excerptOf(address))}
    </p>
  );
}

interface BoundaryProps {
  broken(message: string): string;
  readonly children: ComponentChildren;
}

/** A figure that fails shows its error where it stands; the prose around it stays. */
class Boundary extends Component<BoundaryProps, { error?: Error }> {
  override state: { error?: Error } = {};

  static override getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render() {
    if (!this.state.error) return this.props.children;
    return (
      <p class="lbl-error" role="alert">
        {this.props.broken(this.state.error.message)}
      </p>
    );
  }
}
