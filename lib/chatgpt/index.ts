export { ChatGPTAppConstruct, type ChatGPTAppConstructProps } from './chatgptapp-construct';
