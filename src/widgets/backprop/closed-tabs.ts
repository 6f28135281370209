/** The tabs that are closed at first, in one piece: split further, they would share so much that nothing is saved. */
export { BatchPanel } from './BatchPanel.tsx';
export { BreakPanel } from './BreakPanel.tsx';
export { UpdatePanel } from './UpdatePanel.tsx';
