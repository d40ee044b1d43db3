// What the template is packaged with, from nothing to everything.

export const everything = {
  imageHosts: 'images.app.com,cdn.app.com',
  retiredVersions: '0123456789ab,ba9876543210',
  firewall: 'on',
  firewallLogs: 'on',
  alarmEmail: 'team@app.com',
  dashboard: 'on',
  monthlyBudget: '200',
  pictureEventsEmail: 'pictures@app.com',
  auditTrail: 'on',
  bucketGuard: 'on',
  rotationDays: '90',
  roleBoundary: 'on',
  runbook: 'https://wiki.app.com/cards',
};

export const SETS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  minimal: {},
  full: { ...everything, domain: 'social.app.com', hostedZoneId: 'Z0123456789', dnsLogs: 'on' },
  'full without a domain': everything,
  'everything off': { pictureKey: 'off', accessLogs: 'off', drawBrake: 'off', trafficLogs: 'off' },
  'an address for alarms': { alarmEmail: 'team@app.com' },
};
