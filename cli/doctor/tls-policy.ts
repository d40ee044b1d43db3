/**
 * CloudFront's newest policy that takes TLS 1.2, which some crawlers speak and nothing later
 * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html).
 */
export const TLS_POLICY = 'TLSv1.2_2025';
