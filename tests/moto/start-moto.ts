export { startMoto as default } from './moto-server.ts';
