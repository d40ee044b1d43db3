import { createMemoryPhotos, createMemoryUploads } from '../../support/memory-photos.ts';
import { describePhotoStore } from '../../support/photo-store-contract.ts';
import { describeUploadTable } from '../../support/upload-table-contract.ts';

describePhotoStore('The store in memory of the tests', async () => {
  const { store, sources, files, removed } = createMemoryPhotos();
  return {
    store,
    async putSource(key, bytes) {
      sources.set(key, { bytes, stored: new Date() });
    },
    keys: async () => [...files.keys(), ...removed.keys()],
    async head(key) {
      const { type, metadata = {} } = files.get(key) ?? {};
      return { metadata, ...(type === undefined ? {} : { type }) };
    },
  };
});

describeUploadTable('The table in memory of the tests', async () => createMemoryUploads().table);
