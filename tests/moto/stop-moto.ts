export { stopMoto as default } from './moto-server.ts';
