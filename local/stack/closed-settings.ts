// A client with an endpoint of its own is no business of the user's AWS settings: AWS_USE_FIPS_ENDPOINT or a broken ~/.aws/config must not
// reach the S3 server on this machine. The SDK looks for each setting that is missing here in the environment and in those files.

/** Common to clients of all services; a client ignores what it has no use for. */
export const CLOSED_SETTINGS = {
  accountIdEndpointMode: 'disabled',
  authSchemePreference: [] as string[],
  defaultsMode: 'legacy', // the SDK's own default
  disableClockSkewCorrection: false,
  disableMultiregionAccessPoints: false,
  disableRequestCompression: true,
  disableS3ExpressSessionAuth: true,
  endpointDiscoveryEnabled: false,
  endpointDiscoveryEnabledProvider: async () => false as boolean | undefined,
  requestChecksumCalculation: 'WHEN_SUPPORTED',
  responseChecksumValidation: 'WHEN_SUPPORTED',
  retryMode: 'standard',
  sigv4aSigningRegionSet: [] as string[],
  useArnRegion: false,
  useDualstackEndpoint: false,
  useFipsEndpoint: false,
  userAgentAppId: '',
} as const;
