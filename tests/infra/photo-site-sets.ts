// What the template of the photo site is packaged with: as little as there can be, and with what stands in front of it; and what is in it then.

export const SETS = {
  'alone, with everything else off': {
    ...{ photos: 'on', photoSite: 'on' },
    ...{ pictureKey: 'off', accessLogs: 'off', trafficLogs: 'off', drawBrake: 'off' },
  },
  'watched, with a host name of its own': {
    ...{ photos: 'on', photoSite: 'on', photoSiteConcurrency: '20' },
    ...{ domain: 'social.app.com', photoDomain: 'photos.app.com', hostedZoneId: 'Z0123456789' },
    ...{ alarmEmail: 'team@app.com', dashboard: 'on', roleBoundary: 'on', firewall: 'on' },
  },
} as const;
export type Name = keyof typeof SETS;
export const NAMES = Object.keys(SETS) as Name[];
export const [alone, watched] = NAMES as [Name, Name];

/** Logical ids. */
export const OF_SITE = [
  'PhotoSiteAccess',
  'PhotoSiteDistribution',
  'PhotoSiteGuard',
  'PhotoSiteHeaders',
  'PhotoVariantAccess',
  'PhotoVariantLambdaFunction',
  'PhotoVariantLambdaFunctionUrl',
  'PhotoVariantPermission',
  'PhotoVariantRole',
  'PhotoVariantUrlPermission',
];
/** With `watched` alone. */
export const OF_WATCHING = [
  ...['PhotoCertificate', 'PhotoSiteRecord', 'PhotoSiteRecordIpv6', 'PhotoVariantErrorsAlarm'],
  ...['PhotoSiteLogSource', 'PhotoSiteLogDestination', 'PhotoSiteLogDelivery'],
];
