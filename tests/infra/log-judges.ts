// What the logs and what reads them must have to be safe.
import { at, listOf } from '../../cli/doctor/checks/stack-template.ts';
import { broken, type Judge, nothingToSecure } from './claims.ts';

/** What names a viewer or opens a card page. A query and a Referer of the card site hold the token of a page. */
const TELLING_FIELDS = ['cs-uri-query', 'cs(Referer)', 'cs(Cookie)', 'c-ip', 'c-port', 'x-forwarded-for', 'c-country', 'asn'];

export const LOG_JUDGES: Readonly<Record<string, Judge>> = {
  'AWS::Athena::WorkGroup': (properties) =>
    broken({
      'limits what a query reads': Number(at(properties, 'WorkGroupConfiguration', 'BytesScannedCutoffPerQuery') ?? 0) > 0,
      'decides where answers go': at(properties, 'WorkGroupConfiguration', 'EnforceWorkGroupConfiguration') === true,
      'encrypts answers':
        at(properties, 'WorkGroupConfiguration', 'ResultConfiguration', 'EncryptionConfiguration') !== undefined,
    }),
  'AWS::Glue::Database': nothingToSecure,
  'AWS::Glue::Table': nothingToSecure,
  'AWS::Logs::Delivery': (properties) =>
    broken({
      'names its fields': listOf(properties['RecordFields']).length > 0,
      'logs nothing that names a viewer or opens a page': listOf(properties['RecordFields']).every(
        (field) => !TELLING_FIELDS.includes(String(field)),
      ),
    }),
  'AWS::Logs::DeliveryDestination': nothingToSecure,
  'AWS::Logs::DeliverySource': nothingToSecure,
  'AWS::Logs::ResourcePolicy': (properties) =>
    broken({ 'names a source and the account': /aws:SourceAccount[\s\S]*aws:SourceArn/.test(JSON.stringify(properties)) }),
  'AWS::Route53::QueryLoggingConfig': nothingToSecure,
  'AWS::WAFv2::LoggingConfiguration': (properties) =>
    broken({ 'keeps no query': listOf(properties['RedactedFields']).some((field) => at(field, 'QueryString') !== undefined) }),
};
