/** The chapter of each block, below the site's root; where none is written yet, the stage that steps through it. */
export const chapters = {
  picture: 'data/',
  conv: 'convolution/',
  pool: 'backprop/#step=pool1.forward.y',
  dense: 'backprop/#step=dense.forward.y',
} as const;
