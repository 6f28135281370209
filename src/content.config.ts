import { docsSchema, i18nSchema } from '@astrojs/starlight/schema';
import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';

export const collections = {
  docs: defineCollection({
    loader: glob({ base: './content/chapters', pattern: '**/[^_]*.mdx' }),
    schema: docsSchema(),
  }),
  // Starlight's own words, none of them changed; without the collection every build warns that it is missing.
  i18n: defineCollection({ loader: () => [{ id: 'en' }], schema: i18nSchema() }),
};
