import { startS3Server } from '../../../local/s3/server.ts';
import { describeObjectStore } from '../../support/object-store-contract.ts';
import { realS3 } from '../../support/real-s3.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { credentials } from './started-server.ts';

describeObjectStore('The local S3 server', async () => {
  const directory = await temporaryFolder('s3');
  const server = await startS3Server({ directory: directory.path, port: 0, ...credentials });
  return {
    ...server,
    ...credentials,
    async close() {
      await server.close();
      await directory.remove();
    },
  };
});

const real = realS3();
if (real) describeObjectStore('A real S3 server', async () => ({ ...real, close: async () => {} }));
