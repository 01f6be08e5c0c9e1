import '@backstage/cli/asset-types';
import ReactDOM from 'react-dom/client';
import App from './App';
import '@backstage/ui/css/styles.css';
import './theme/tokens.css';
import './theme/focus.css';
import './theme/narrow.css';

const element = document.getElementById('root');
if (!element) throw new Error('The page has no element with the id "root"');
ReactDOM.createRoot(element).render(App.createRoot());
