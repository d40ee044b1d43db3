// The table in the data folder keeps what the table in DynamoDB promises.
import { afterEach } from '@jest/globals';
import { openFileUploads } from '../../../local/photos/file-uploads.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';
import { describeUploadTable } from '../../support/upload-table-contract.ts';

const folders: TemporaryFolder[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await folder.remove();
});

describeUploadTable('The table of uploads in a folder', async () => {
  const folder = await temporaryFolder('uploads');
  folders.push(folder);
  return openFileUploads(folder.path);
});
