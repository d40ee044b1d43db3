/** How often SQS gives a message before it is a dead letter; infra/photos.yml and infra/photo-removal.yml say the same. */
export const MAX_RECEIVES = 3;
