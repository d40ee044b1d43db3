// What is left to do after a deployment, which no deployment can do: where nothing is said of it, it is forgotten.

export interface DeployedStage {
  readonly stage: string;
  /** As CloudFront names the place of the pictures: d1234.cloudfront.net. */
  readonly pictureDomain: string;
  /** Of the deployment; undefined for a parameter that serverless.yml does not have. */
  readonly parameter: (name: string) => string | undefined;
  /** Whether nothing was deployed before. */
  readonly first: boolean;
}

/** In lines, none where nothing is to be done. */
export function nextSteps({ stage, pictureDomain, parameter, first }: DeployedStage): readonly string[] {
  // A variable is osls' to resolve, and says nothing here.
  const known = (name: string) => {
    const value = parameter(name) ?? '';
    return value.includes('${') ? '' : value;
  };
  const [domain, mail] = [known('domain'), known('alarmEmail')];
  const byHand = domain !== '' && parameter('hostedZoneId') === '';
  return [
    ...(byHand
      ? [`${domain} has to be a CNAME (or an ALIAS of your DNS provider) of ${pictureDomain}. No deployment makes it.`]
      : []),
    ...(first && mail !== ''
      ? [`AWS has sent a mail to ${mail}. No alarm arrives until somebody clicks the link in it, which is good for two days.`]
      : []),
    ...(first
      ? [
          `The main site needs the signing key, from the secret edgecard/${stage}/signing-keys (docs/7-deploy.md, step 7).`,
          `Does it work from outside? npm run -s cards -- doctor https://${domain || pictureDomain} --stack edgecard-${stage}`,
        ]
      : []),
  ];
}
