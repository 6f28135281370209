/** The pages of the built site, found on disk, so that a new chapter is tested without being named here. */
import { globSync } from 'node:fs';

/** Addresses relative to the site's root, such as `convolution/`; the root itself is the empty string. */
export const pages: string[] = globSync('dist/**/index.html')
  .map((file) =>
    file
      .replaceAll('\\', '/')
      .replace(/^dist\//, '')
      .replace(/index\.html$/, ''),
  )
  .sort();
