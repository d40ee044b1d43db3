// What the template of photos is packaged with: as little as there can be, and all that watches over it; and what is in it then.

export const SETS = {
  'alone, with everything else off': { photos: 'on', pictureKey: 'off', accessLogs: 'off', trafficLogs: 'off', drawBrake: 'off' },
  'with everything that watches, and Rekognition': {
    photos: 'on',
    photoDetector: 'rekognition',
    photoOrigins: 'https://cms.app.com,http://localhost:3000',
    prerender: 'on',
    alarmEmail: 'team@app.com',
    dashboard: 'on',
    pictureEventsEmail: 'pictures@app.com',
    auditTrail: 'on',
    roleBoundary: 'on',
  },
} as const;
export type Name = keyof typeof SETS;
export const NAMES = Object.keys(SETS) as Name[];
export const [alone, watched] = NAMES as [Name, Name];

/** Logical ids. */
export const OF_PHOTOS = [
  'PhotoApiLambdaFunction',
  'PhotoApiLambdaFunctionUrl',
  'PhotoApiRole',
  'PhotoBucket',
  'PhotoBucketPolicy',
  'PhotoDeadLetters',
  'PhotoInbox',
  'PhotoInboxPolicy',
  'PhotoQueue',
  'PhotoQueuePolicy',
  'PhotoRemovalDeadLetters',
  'PhotoRemovalQueuePolicy',
  'PhotoRemovals',
  'PhotoRemoverEventSourceMappingSQSPhotoRemovals',
  'PhotoRemoverLambdaFunction',
  'PhotoRemoverRole',
  'PhotoUploadRule',
  'PhotoUploads',
  'PhotoWorkerEventSourceMappingSQSPhotoQueue',
  'PhotoWorkerLambdaFunction',
  'PhotoWorkerRole',
];
/** With `watched` alone. */
export const OF_WATCHING = [
  'PhotoApiErrorsAlarm',
  'PhotoDeadLettersAlarm',
  'PhotoEventsPermission',
  'PhotoInboxEventsPermission',
  'PhotoQueueAgeAlarm',
  'PhotoRemovalDeadLettersAlarm',
  'PhotoRemoverErrorsAlarm',
  'PhotoWorkerErrorsAlarm',
];
