// `npm run build`: the card site and its design versions, which everything else stands on.
import { buildCardSite } from './card-site.ts';

await buildCardSite();
