// Imported by the process of osls before its own code: after SIGKILL the process that started it kills nothing any more, and osls would
// go on writing into the folders of the next package.
import { endWithParent } from '../../cli/terminal/end-with-parent.ts';

endWithParent();
